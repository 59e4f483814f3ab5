import { createRequire } from 'node:module'
import { domainToASCII } from 'node:url'

export type PhonePlan = {
  /** Digits after +7 of a landline, and how many digits a local number has. */
  code: string
  localDigits: number
}

/**
 * A phone number of Kazakhstan in E.164, whatever blanks, brackets and prefix (+7, 8, none, local) it was typed
 * with; null when it is none. Operators' codes are not checked: new ones appear (domain.md F1). The number is for a
 * call back: the portal sends no SMS, so nothing confirms it.
 */
export function normalisePhone(typed: string, { code, localDigits }: PhonePlan): string | null {
  if (/\p{L}/u.test(typed)) return null
  const plain = typed.normalize('NFKC')
  const digits = plain.replace(/\D/g, '')
  const dialled =
    digits.length === localDigits ? code + digits : plain.trim().startsWith('+') ? `+${digits}` : digits
  const number = phones().parsePhoneNumberFromString(dialled, 'KZ')?.number
  // +7 4xx and +7 9xx are in Russia.
  return number !== undefined && /^\+77\d{9}$/.test(number) ? number : null
}

/** A hundred modules, read with the first number: no start waits for them. */
const phones = (): typeof import('libphonenumber-js/min') =>
  createRequire(import.meta.url)('libphonenumber-js/min')

const localPart = /^[a-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*$/
const domainLabel = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/

/**
 * An e-mail address in its one normal form: lower case, domain in ASCII (`пример.қаз` is accepted); null when
 * nobody could be reached by it. Lengths by RFC 5321, 4.5.3.1.
 */
export function normaliseEmail(typed: string): string | null {
  const address = typed.normalize('NFKC').replace(/\s/g, '').toLowerCase()
  if (address.length > 254) return null
  const at = address.lastIndexOf('@')
  const local = address.slice(0, Math.max(at, 0))
  const domain = domainToASCII(address.slice(at + 1))
  const labels = domain.split('.')
  const last = labels.at(-1) ?? ''
  if (local.length > 64 || !localPart.test(local)) return null
  if (labels.length < 2 || !labels.every((label) => domainLabel.test(label))) return null
  return /^(?:[a-z]{2,}|xn--.+)$/.test(last) ? `${local}@${domain}` : null
}

/** Domains that most people here have, the most frequent first. */
const usualDomains = [
  ...['mail.ru', 'gmail.com', 'yandex.ru', 'yandex.kz', 'inbox.ru', 'bk.ru', 'list.ru', 'icloud.com'],
  ...['outlook.com', 'hotmail.com', 'yahoo.com'],
]
/** Real domains one slip away from the usual ones. */
const otherDomains = new Set([
  ...['mail.com', 'ymail.com', 'email.com', 'mail.kz', 'mail.ua', 'mail.by', 'mail.kg', 'mail.uz', 'mail.de'],
  ...['ya.ru', 'yandex.by', 'yandex.uz', 'yandex.com', 'vk.ru', 'tk.ru', 'me.com', 'hotmail.co'],
])

/** The address that was probably meant when the domain is one slip away from a usual one; else null. */
export function likelyEmail(address: string): string | null {
  const at = address.lastIndexOf('@')
  const domain = address.slice(at + 1)
  if (usualDomains.includes(domain) || otherDomains.has(domain)) return null
  const meant = usualDomains.find((usual) => isOneSlipApart(domain, usual))
  return meant === undefined ? null : `${address.slice(0, at)}@${meant}`
}

/** One letter replaced, added, left out, or two neighbours swapped. */
function isOneSlipApart(a: string, b: string): boolean {
  if (a.length > b.length) return isOneSlipApart(b, a)
  let from = 0
  while (from < a.length && a[from] === b[from]) from++
  if (a.length < b.length) return a.slice(from) === b.slice(from + 1)
  if (a.slice(from + 1) === b.slice(from + 1)) return true
  return a[from] === b[from + 1] && a[from + 1] === b[from] && a.slice(from + 2) === b.slice(from + 2)
}
