import type { TextKey } from '../../../platform/i18n/text-key.ts'

/** Fields of a work as texts: what a form sends and what the columns of a list hold. */
export const rawFields = [
  'kind',
  'office',
  'titleKk',
  'titleRu',
  'titleEn',
  'starts',
  'ends',
  'whyKk',
  'whyRu',
  'whyEn',
  'placeKk',
  'placeRu',
  'placeEn',
  'detourKk',
  'detourRu',
  'detourEn',
  'contractor',
  'sum',
  'contractUrl',
  'officePhone',
  'district',
  'lat',
  'lon',
  'shape',
] as const
export type RawField = (typeof rawFields)[number]

/** More streets than this are several works. */
export const mostStreets = 100

export type RawWork = Readonly<Record<RawField, string>> & {
  /** A street and its houses as they are written: '2–40 чётные'. A row left empty keeps its place and says nothing. */
  streets: readonly { street: string; houses: string }[]
}

/** What can be wrong with a field. Each has a sentence: `works:fault.…`. */
export const faultCodes = [
  'kind',
  'title',
  'long',
  'startsMissing',
  'startsBad',
  'endsMissing',
  'endsBad',
  'endsBefore',
  'endsPast',
  'tooFar',
  'tooLong',
  'hours',
  'sum',
  'sumNegative',
  'sumLarge',
  'url',
  'phone',
  'officeMissing',
  'office',
  'officeForeign',
  'district',
  'streetUnknown',
  'streetAmbiguous',
  'streetMissing',
  'streetsMany',
  'houses',
  'housesOrder',
  'coordinates',
  'halfPoint',
  'outside',
  'shapeJson',
  'shapePairs',
  'shapeType',
  'shapeLong',
  'where',
  'reason',
  'sameDates',
  'csv',
  'repeated',
  'closed',
] as const
export type FaultCode = (typeof faultCodes)[number]

/** `field`: of a form, `street0` for the first street. `value`: what was written. */
export type Fault = { field: string; code: FaultCode; value: string }

export const faultKey = (code: FaultCode): TextKey => `works:fault.${code}`
