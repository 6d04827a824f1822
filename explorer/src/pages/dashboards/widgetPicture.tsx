import type { JSX } from 'preact'
import { DistributionWidget } from './distributionWidget.tsx'
import { TimeSeriesWidget } from './timeSeriesWidget.tsx'
import { TopList } from './topList.tsx'
import type { WidgetAnswer } from './useWidgetAnswer.ts'
import { ValueWidget } from './valueWidget.tsx'
import { VitalGauge } from './vitalGauge.tsx'
import type { WidgetContext } from './widgetContext.ts'
import { WidgetTable } from './widgetTable.tsx'

export interface PictureProps extends WidgetContext {
  answer: WidgetAnswer
}

/** A widget's answer as its picture. */
export function WidgetPicture(props: PictureProps): JSX.Element | null {
  switch (props.widget.kind) {
    case 'timeSeries':
      return <TimeSeriesWidget {...props} />
    case 'value':
      return <ValueWidget {...props} />
    case 'topList':
      return <TopList {...props} />
    case 'table':
      return <WidgetTable {...props} />
    case 'distribution':
      return <DistributionWidget {...props} />
    case 'vital':
      return <VitalGauge {...props} />
  }
}
