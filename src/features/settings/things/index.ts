import type { Thing, ThingKind } from '../thing.ts'
import { category } from './category.ts'
import { day } from './day.ts'
import { look } from './look.ts'
import { map } from './map.ts'
import { notice } from './notice.ts'
import { office } from './office.ts'
import { profile, words } from './profile.ts'
import { rule } from './rule.ts'
import { area, outline } from './shapes.ts'
import { terms } from './terms.ts'

const things: Record<ThingKind, Thing> = {
  profile,
  look,
  map,
  outline,
  terms,
  words,
  area,
  office,
  category,
  rule,
  day,
  notice,
}

export const thingOf = (kind: ThingKind): Thing => things[kind]
