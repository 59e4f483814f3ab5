import type { Lang } from '../../platform/i18n/texts.ts'

const base = (lang: Lang, city: string) => `/${lang}/${city}/contacts`
const desk = (city: string) => `/staff/contacts/${city}`
const query = (values: Record<string, string | undefined>) => {
  const pairs = Object.entries(values).filter((pair): pair is [string, string] => Boolean(pair[1]))
  return pairs.length === 0 ? '' : `?${new URLSearchParams(pairs)}`
}

/** Addresses of contacts. `city` is a slug; `office` a code; `utility` and `duty` are ids. */
export const contactPaths = {
  page: (lang: Lang, city: string) => base(lang, city),
  officeCard: (lang: Lang, city: string, office: string) => `${base(lang, city)}/offices/${office}.vcf`,
  utilityCard: (lang: Lang, city: string, utility: number | string) =>
    `${base(lang, city)}/utilities/${utility}.vcf`,
  /** "Something is wrong with this site"; `page` is the path of the page that it is about. */
  problem: (lang: Lang, city: string, asked: { page?: string; done?: '1' } = {}) =>
    `${base(lang, city)}/problem${query(asked)}`,
  /** "Call me back": GET shows the form, POST sends it. */
  callBack: (lang: Lang, city: string, asked: { done?: '1' } = {}) =>
    `${base(lang, city)}/call-back${query(asked)}`,
  /** Leads to the contacts of the person's city. */
  start: () => '/staff/contacts',
  desk: (city: string, done?: string) => `${desk(city)}${query({ done })}`,
  newUtility: (city: string) => `${desk(city)}/utilities/new`,
  utility: (city: string, utility: number | string) => `${desk(city)}/utilities/${utility}`,
  removeUtility: (city: string, utility: number | string) => `${desk(city)}/utilities/${utility}/remove`,
  newDuty: (city: string) => `${desk(city)}/duty/new`,
  endDuty: (city: string, duty: number | string) => `${desk(city)}/duty/${duty}/end`,
  handled: (city: string, problem: number | string) => `${desk(city)}/problems/${problem}/handled`,
}
