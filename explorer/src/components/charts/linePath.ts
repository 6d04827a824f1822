type Point = readonly [x: number, y: number | undefined]

/** Returns the path of a line with a gap wherever there is no value. A lone value is a short dash, so that it is seen. */
export function toLinePath(points: readonly Point[]): string {
  let path = ''
  points.forEach(([x, y], index) => {
    if (y === undefined) {
      return
    }
    const follows = points[index - 1]?.[1] !== undefined
    const goesOn = points[index + 1]?.[1] !== undefined
    path += `${follows ? 'L' : 'M'}${round(x)} ${round(y)}`
    if (!follows && !goesOn) {
      path += `h1.5`
    }
  })
  return path
}

const round = (value: number): number => Math.round(value * 10) / 10
