import type { ThingKind } from '../thing.ts'
import { areaStore } from './area.ts'
import { categoryStore } from './category.ts'
import {
  deskStore,
  limitsStore,
  lookStore,
  mapStore,
  openDataStore,
  outlineStore,
  profileStore,
  retentionStore,
  termsStore,
  wordsStore,
} from './city.ts'
import { dayStore } from './day.ts'
import { noticeStore } from './notice.ts'
import { officeStore } from './office.ts'
import { ruleStore } from './rule.ts'
import type { Store } from './store.ts'
import { textStore } from './text.ts'

const stores: Record<ThingKind, Store> = {
  profile: profileStore,
  look: lookStore,
  map: mapStore,
  outline: outlineStore,
  terms: termsStore,
  limits: limitsStore,
  words: wordsStore,
  retention: retentionStore,
  openData: openDataStore,
  area: areaStore,
  desk: deskStore,
  office: officeStore,
  category: categoryStore,
  rule: ruleStore,
  day: dayStore,
  notice: noticeStore,
  text: textStore,
}

export const storeOf = (kind: ThingKind): Store => stores[kind]
