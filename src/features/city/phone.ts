import type { City } from './city.ts'

/** `+77232251098` as people read it, `+7 7232 25-10-98`; short numbers stay. Landlines by the code of their city. */
export function phoneInWords(phone: string, { profile }: Pick<City, 'profile'>): string {
  const found = /^\+7(\d{10})$/.exec(phone)?.[1]
  if (found === undefined) return phone
  const { code } = profile.phone
  const area = found.startsWith(code) ? code.length : 3
  const local = found.slice(area)
  const odd = local.length % 2 === 1 ? 3 : 2
  const pairs = [local.slice(0, odd), ...(local.slice(odd).match(/\d\d/g) ?? [])]
  return `+7 ${found.slice(0, area)} ${pairs.join('-')}`
}

/** What a phone dials. */
export const telHref = (number: string): string => `tel:${number.replaceAll(/[^\d+]/g, '')}`
