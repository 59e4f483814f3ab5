import type { Thing, ThingKind } from '../thing.ts'
import { category } from './category.ts'
import { day } from './day.ts'
import { desk } from './desk.ts'
import { limits } from './limits.ts'
import { look } from './look.ts'
import { map } from './map.ts'
import { notice } from './notice.ts'
import { office } from './office.ts'
import { openData } from './open-data.ts'
import { profile, words } from './profile.ts'
import { retention } from './retention.ts'
import { rule } from './rule.ts'
import { area, outline } from './shapes.ts'
import { terms } from './terms.ts'
import { text } from './text.ts'

const things: Record<ThingKind, Thing> = {
  profile,
  look,
  map,
  outline,
  terms,
  limits,
  words,
  retention,
  openData,
  area,
  desk,
  office,
  category,
  rule,
  day,
  notice,
  text,
}

export const thingOf = (kind: ThingKind): Thing => things[kind]
