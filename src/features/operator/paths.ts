import { formatNumber } from '../complaints/index.ts'

const base = (city: string) => `/staff/operator/${city}`

const query = (values: Record<string, string | undefined>) => {
  const pairs = Object.entries(values).filter((pair): pair is [string, string] => Boolean(pair[1]))
  return pairs.length === 0 ? '' : `?${new URLSearchParams(pairs)}`
}

/** What the right-hand panel of a conversation was asked, and whose earlier cases are shown. */
export type TalkView = {
  number?: string | undefined
  office?: string | undefined
  look?: string | undefined
  find?: string | undefined
  step?: 'read-back' | undefined
}

export type CallBackAct = 'take' | 'done' | 'again'

/** Addresses of the desk. `city` is a slug, `talk` and `callBack` are UUIDs. */
export const operatorPaths = {
  /** Leads to the desk of the person's city. */
  start: () => '/staff/operator',
  /** GET: an empty form; POST begins a conversation. */
  desk: (city: string, done?: string) => `${base(city)}${query({ done })}`,
  talk: (city: string, talk: string, view: TalkView = {}) => `${base(city)}/talks/${talk}${query(view)}`,
  /** The read-back, where the page is to open. */
  readBack: (city: string, talk: string) =>
    `${operatorPaths.talk(city, talk, { step: 'read-back' })}#read-back`,
  /** What became of it, with the words to say. */
  ended: (city: string, talk: string) => `${base(city)}/talks/${talk}/ended`,
  /** On paper; in the language of the caller unless another one is asked for. */
  slip: (city: string, talk: string, lang?: string) =>
    `${base(city)}/talks/${talk}/slip${query({ in: lang })}`,
  callBacks: (city: string, done?: string) => `${base(city)}/call-backs${query({ done })}`,
  callBack: (city: string, callBack: string, act: CallBackAct) =>
    `${base(city)}/call-backs/${callBack}/${act}`,
  consultations: (city: string, period: Record<string, string | undefined> = {}) =>
    `${base(city)}/consultations${query(period)}`,
  consultationsCsv: (city: string, period: Record<string, string | undefined> = {}) =>
    `${base(city)}/consultations.csv${query(period)}`,
}

/** A number in groups, as it is said: `261104831728` becomes `2611, 0483, 1728`. */
export const spokenNumber = (number: string): string => formatNumber(number).replaceAll('-', ', ')
