import type { Names } from '../city/index.ts'

/** The words of a guide in one language; what is left out is empty. */
export type GuideWords = {
  title: string
  /** The answer in two lines. */
  summary: string
  /** Separated by commas. */
  keywords: string
  steps: readonly string[]
  needs?: readonly string[]
  cost?: string
  term?: string
  law?: string
  links?: readonly { label: string; href: string }[]
  faq?: readonly { question: string; answer: string }[]
  /** Not verified: readers are told to check it with the office. */
  unchecked?: readonly string[]
}

/**
 * A guide that fits any city of Kazakhstan: it names categories and emergency numbers by their codes, and the city
 * says which office and which phone that is.
 */
export type GuideSeed = {
  slug: string
  topics: readonly string[]
  /** The first one is chosen for whoever reports that the problem is still there. */
  categories: readonly string[]
  emergency?: readonly string[]
  /** Ends of the codes of offices that help where no category leads to them: `PRO` is `X-PRO`. */
  offices?: readonly string[]
  kk: GuideWords
  ru: GuideWords
  en: GuideWords
}

export type TopicSeed = { code: string; kind: 'topic' | 'event'; icon: string; name: Names; text: Names }

/** What a city begins with; afterwards its staff look after it. */
export type GuidePack = {
  topics: readonly TopicSeed[]
  guides: readonly GuideSeed[]
  /** ISO day on which the texts were compared with their sources. */
  reviewedOn: string
}
