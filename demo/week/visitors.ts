import type { TagsOf } from '../../protocol/measurements.ts'
import type { Application } from './applications.ts'
import type { Random, Weighted } from './random.ts'

export type Tags = TagsOf<'view'>

export interface Visitor {
  readonly tags: Tags & Readonly<Record<string, string | undefined>>
  /** Factor of all durations: a slow phone has 2 or 3. */
  readonly slowness: number
}

export interface Person {
  readonly userid: string
  readonly user_name: string
  readonly user_email: string
}

interface Place {
  readonly country: string
  readonly province: string
  readonly city: string
  readonly time_zone: string
}

const place = (country: string, province: string, city: string, time_zone: string): Place => ({
  country,
  province,
  city,
  time_zone,
})

const PLACES: Readonly<Record<Application['market'], readonly Weighted<Place>[]>> = {
  world: [
    [place('DE', 'Bavaria', 'Munich', 'Europe/Berlin'), 9],
    [place('DE', 'Berlin', 'Berlin', 'Europe/Berlin'), 8],
    [place('GB', 'England', 'London', 'Europe/London'), 10],
    [place('FR', 'Île-de-France', 'Paris', 'Europe/Paris'), 7],
    [place('US', 'New York', 'New York', 'America/New_York'), 12],
    [place('US', 'California', 'San Francisco', 'America/Los_Angeles'), 6],
    [place('BR', 'São Paulo', 'São Paulo', 'America/Sao_Paulo'), 5],
    [place('IN', 'Karnataka', 'Bengaluru', 'Asia/Kolkata'), 6],
    [place('AU', 'New South Wales', 'Sydney', 'Australia/Sydney'), 3],
  ],
  china: [
    [place('CN', '上海', '上海', 'Asia/Shanghai'), 9],
    [place('CN', '北京', '北京', 'Asia/Shanghai'), 8],
    [place('CN', '广东', '深圳', 'Asia/Shanghai'), 8],
    [place('CN', '浙江', '杭州', 'Asia/Shanghai'), 6],
    [place('SG', 'Singapore', 'Singapore', 'Asia/Singapore'), 1],
  ],
  office: [[place('DE', 'Hamburg', 'Hamburg', 'Europe/Berlin'), 1]],
}

interface Device {
  readonly tags: Tags
  readonly slowness: number
}

const device = (
  [os, os_version]: readonly [string, string],
  [browser, browser_version]: readonly [string, string],
  more: { kind?: string; screen?: string; slowness?: number } = {},
): Device => ({
  tags: {
    os,
    os_version,
    os_version_major: os_version.split('.')[0],
    browser,
    browser_version,
    browser_version_major: browser_version.split('.')[0],
    device: more.kind ?? 'PC',
    screen_size: more.screen ?? '1920*1080',
  },
  slowness: more.slowness ?? 1,
})

const PHONE = { kind: 'Mobile', screen: '390*844' }
const DEVICES: readonly Weighted<Device>[] = [
  [device(['Windows', '10'], ['Chrome', '142.0.7444.60']), 24],
  [device(['Windows', '10'], ['Edge', '142.0.3595.53']), 9],
  [device(['Mac OS', '10.15.7'], ['Safari', '26.1'], { screen: '1512*982', slowness: 0.8 }), 9],
  [
    device(['Mac OS', '10.15.7'], ['Chrome', '142.0.7444.60'], {
      screen: '1512*982',
      slowness: 0.8,
    }),
    7,
  ],
  [device(['Linux', ''], ['Firefox', '145.0']), 4],
  [device(['Windows', '10'], ['Firefox', '145.0']), 5],
  [device(['iOS', '26.1'], ['Mobile Safari', '26.1'], { ...PHONE, slowness: 1.1 }), 18],
  [
    device(['Android', '16'], ['Chrome Mobile', '142.0.7444.48'], {
      ...PHONE,
      screen: '412*915',
      slowness: 1.9,
    }),
    18,
  ],
  [
    device(['Android', '11'], ['Chrome Mobile', '118.0.5993.80'], {
      ...PHONE,
      screen: '360*780',
      slowness: 3.1,
    }),
    6,
  ],
]

const NETWORKS: readonly Weighted<readonly [name: string, slowness: number]>[] = [
  [['wifi', 1], 55],
  [['4g', 1.3], 38],
  [['3g', 2.6], 5],
  [['unknown', 1], 2],
]

export function createVisitor(app: Application, random: Random): Visitor {
  const { tags, slowness } = random.pickWeighted(
    app.market === 'office' ? DEVICES.slice(0, 3) : DEVICES,
  )
  const [network_type, networkSlowness] =
    tags.device === 'PC' ? (['wifi', 1] as const) : random.pickWeighted(NETWORKS)
  return {
    tags: { ...tags, network_type, ...random.pickWeighted(PLACES[app.market]) },
    slowness: slowness * networkSlowness,
  }
}

const FIRST_NAMES = [
  'Ada',
  'Grace',
  'Alan',
  'Edsger',
  'Barbara',
  'Margaret',
  'Tim',
  'Radia',
  'Donald',
  'Frances',
  'Linus',
  'Anita',
  'Jean',
  'Ken',
]
const LAST_NAMES = [
  'Lovelace',
  'Hopper',
  'Turing',
  'Schmidt',
  'Liskov',
  'Hamilton',
  'Lee',
  'Perlman',
  'Müller',
  'Allen',
  'Novák',
  'García',
  'Bartik',
  'Okafor',
  'Rossi',
]
const CHINESE_LAST = ['王', '李', '张', '刘', '陈', '杨', '赵', '黄', '周', '吴']
const CHINESE_FIRST = [
  '伟',
  '芳',
  '娜',
  '敏',
  '静',
  '丽',
  '强',
  '磊',
  '洋',
  '艳',
  '子涵',
  '欣怡',
  '浩然',
  '梓轩',
]
const PEOPLE = 20_000

/** Returns person number `index` of an application: the same person for the same number. */
export function toPerson({ id, market }: Application, index: number): Person {
  const isChinese = market === 'china'
  const [first, last] = isChinese ? [CHINESE_FIRST, CHINESE_LAST] : [FIRST_NAMES, LAST_NAMES]
  const given = first[index % first.length] as string
  const family = last[Math.floor(index / first.length) % last.length] as string
  const userid = String(id === 'admin' ? 90_000 + (index % 60) : index)
  return {
    userid,
    user_name: isChinese ? family + given : `${given} ${family}`,
    user_email: `user${userid}@${market === 'office' ? 'example.com' : 'mail.example'}`,
  }
}

/** Some people come much more often than others. */
export function pickPerson(app: Application, random: Random): Person {
  return toPerson(app, Math.floor(PEOPLE * random.next() ** 2))
}
