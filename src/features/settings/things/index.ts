import type { Thing, ThingKind } from '../thing.ts'
import { category } from './category.ts'
import { day } from './day.ts'
import { desk } from './desk.ts'
import { notice } from './notice.ts'
import { office } from './office.ts'
import { look, profile, words } from './profile.ts'
import { rule } from './rule.ts'
import { terms } from './terms.ts'

const things: Record<ThingKind, Thing> = {
  profile,
  look,
  terms,
  words,
  desk,
  office,
  category,
  rule,
  day,
  notice,
}

export const thingOf = (kind: ThingKind): Thing => things[kind]
