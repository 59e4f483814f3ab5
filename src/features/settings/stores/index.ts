import type { ThingKind } from '../thing.ts'
import { categoryStore } from './category.ts'
import { deskStore, lookStore, profileStore, termsStore, wordsStore } from './city.ts'
import { dayStore } from './day.ts'
import { noticeStore } from './notice.ts'
import { officeStore } from './office.ts'
import { ruleStore } from './rule.ts'
import type { Store } from './store.ts'

const stores: Record<ThingKind, Store> = {
  profile: profileStore,
  look: lookStore,
  terms: termsStore,
  words: wordsStore,
  desk: deskStore,
  office: officeStore,
  category: categoryStore,
  rule: ruleStore,
  day: dayStore,
  notice: noticeStore,
}

export const storeOf = (kind: ThingKind): Store => stores[kind]
