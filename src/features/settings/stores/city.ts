import type { Prisma } from '../../../platform/db/generated/client.ts'
import type { Transaction } from '../../../platform/db/transaction.ts'
import { isInside } from '../../../platform/geo/geojson.ts'
import { CityProfile, CityTerms, namesOf } from '../../city/index.ts'
import type { Doc } from '../thing.ts'
import { type DeskDoc, emptyDesk } from '../things/desk.ts'
import type { LimitsDoc } from '../things/limits.ts'
import type { LookDoc } from '../things/look.ts'
import type { MapDoc } from '../things/map.ts'
import type { OpenDataDoc } from '../things/open-data.ts'
import type { ProfileDoc, WordsDoc } from '../things/profile.ts'
import type { RetentionDoc } from '../things/retention.ts'
import { frameOf, type OutlineDoc } from '../things/shapes.ts'
import { TermsDoc } from '../things/terms.ts'
import { columnsOfNames, type Store } from './store.ts'

/** What stands in the row of the city itself: one document of each of these kinds, under the empty key. */

type CityRow = Awaited<ReturnType<typeof rowOf>>

const rowOf = (tx: Transaction, cityId: number) => tx.city.findUniqueOrThrow({ where: { id: cityId } })

type Sides<D extends Doc> = {
  doc(row: CityRow, profile: CityProfile): D
  columns(doc: D, profile: CityProfile): Prisma.CityUncheckedUpdateInput
}

function inCity<D extends Doc>({ doc, columns }: Sides<D>): Store<D> {
  const read = async (tx: Transaction, cityId: number) => {
    const row = await rowOf(tx, cityId)
    return doc(row, CityProfile.parse(row.profile))
  }
  return {
    read,
    all: async (tx, cityId) => new Map([['', await read(tx, cityId)]]),
    async write(tx, { cityId }, next) {
      if (next === null) throw new Error('A city always has these')
      const { profile } = await rowOf(tx, cityId)
      await tx.city.update({ where: { id: cityId }, data: columns(next, CityProfile.parse(profile)) })
    },
  }
}

export const profileStore = inCity<ProfileDoc>({
  doc: (row, profile) => ({
    names: namesOf(row),
    slogan: profile.slogan,
    phoneCode: profile.phone.code,
    phoneDigits: profile.phone.localDigits,
    emergency: profile.emergency,
    links: profile.links,
    categoryGroups: profile.categoryGroups,
    operator: profile.operator,
    languages: profile.languages,
    residents: profile.residents,
  }),
  columns: (doc, profile) => ({
    ...columnsOfNames(doc.names),
    profile: {
      ...profile,
      slogan: doc.slogan,
      phone: { code: doc.phoneCode, localDigits: doc.phoneDigits },
      emergency: doc.emergency,
      links: doc.links,
      categoryGroups: doc.categoryGroups,
      operator: doc.operator,
      languages: doc.languages,
      residents: doc.residents,
    },
  }),
})

export const lookStore = inCity<LookDoc>({
  doc: ({ brandColour }, { logo }) => ({ brandColour, logo }),
  columns: ({ brandColour, logo }, profile) => ({ brandColour, profile: { ...profile, logo } }),
})

export const mapStore = inCity<MapDoc>({
  doc: (_row, { map }) => map,
  columns: (map, profile) => ({ profile: { ...profile, map } }),
})

export const outlineStore = inCity<OutlineDoc>({
  doc: (_row, { outline }) => ({ shape: outline }),
  columns({ shape }, profile) {
    const { bounds, middle } = frameOf(shape)
    const centre = isInside(profile.centre, shape) ? profile.centre : middle
    return { profile: { ...profile, outline: shape, bounds, centre } }
  },
})

export const wordsStore = inCity<WordsDoc>({
  doc: (_row, { moderationWords }) => ({ words: moderationWords }),
  columns: ({ words }, profile) => ({ profile: { ...profile, moderationWords: words } }),
})

export const retentionStore = inCity<RetentionDoc>({
  doc: (_row, { retention }) => retention,
  columns: (retention, profile) => ({ profile: { ...profile, retention } }),
})

export const openDataStore = inCity<OpenDataDoc>({
  doc: (_row, { openData }) => openData,
  columns: (openData, profile) => ({ profile: { ...profile, openData } }),
})

/** The whole of `city.terms`. */
export const limitsStore = inCity<LimitsDoc>({
  doc: ({ terms }) => {
    const { pauseDays, extensionMonths, extensionNoticeDays, remindDays, silenceDays, headFromReopening } =
      CityTerms.parse(terms)
    return { pauseDays, extensionMonths, extensionNoticeDays, remindDays, silenceDays, headFromReopening }
  },
  columns: (doc) => ({ terms: doc }),
})

export const deskStore = inCity<DeskDoc>({
  doc: (_row, profile) => profile.desk ?? emptyDesk,
  columns(doc, profile) {
    const isThere = doc.phones.length > 0 || doc.address !== null || doc.hours.length > 0
    return { profile: { ...profile, desk: isThere ? doc : null } }
  },
})

export const termsStore = inCity<TermsDoc>({
  doc: (row, { forwardDays }) => ({
    termDays: row.termDays,
    forwardDays,
    countFrom: TermsDoc.shape.countFrom.parse(row.countFrom),
    workingDayEnds: row.workingDayEnds,
    reopenDays: row.reopenDays,
    askDays: row.askDays,
    publication: TermsDoc.shape.publication.parse(row.publication),
  }),
  columns: ({ forwardDays, ...columns }, profile) => ({ ...columns, profile: { ...profile, forwardDays } }),
})
