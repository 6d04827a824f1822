import { readFileSync } from 'node:fs'
import ipaddr from 'ipaddr.js'
import { Reader } from 'mmdb-lib'
import { StartProblem } from '../core/startProblem.ts'

/** `country`, `province` and `city`, as a DataKit names them; what the database does not tell is absent. */
export type GeoTags = Readonly<Record<string, string>>

export type ReadGeo = (address: string) => GeoTags

interface Named {
  names?: Readonly<Record<string, string>>
}

/** Fields that the databases of several vendors have in common. */
interface GeoRecord {
  country?: Named & { iso_code?: string }
  subdivisions?: readonly Named[]
  city?: Named
}

/** The library types a record by its vendor, which the file alone knows. */
interface GeoReader {
  get(address: string): GeoRecord | null
}

/** Opens the operator's `.mmdb` file; the whole of it is kept in memory. Throws a `StartProblem`. */
export function openGeo(path: string): ReadGeo {
  const reader = open(path)
  return (address) => {
    // The parser of `mmdb-lib` takes any text for an address; ours does not.
    const record = ipaddr.isValid(address) ? reader.get(address) : null
    return record === null ? {} : toTags(record)
  }
}

function open(path: string): GeoReader {
  try {
    return new Reader(readFileSync(path)) as unknown as GeoReader
  } catch (error) {
    throw new StartProblem(
      `--geo: ${path} is no readable MaxMind database: ${(error as Error).message}`,
    )
  }
}

function toTags({ country, subdivisions, city }: GeoRecord): GeoTags {
  const tags = {
    country: country?.names?.['en'] ?? country?.iso_code,
    province: subdivisions?.[0]?.names?.['en'],
    city: city?.names?.['en'],
  }
  return Object.fromEntries(
    Object.entries(tags).filter((entry): entry is [string, string] => Boolean(entry[1])),
  )
}
