import { newKey } from '../device/reports.ts'

/** What belongs to one press and not to the conversation. */
const unkept = new Set(['act', 'join', 'remove', 'seen', 'number', 'office', 'photos', 'scan'])
const beginsWith: Record<string, string> = { channel: 'phone', wish: 'number' }

export const keyOf = (talk: HTMLFormElement): string =>
  talk.querySelector<HTMLInputElement>('input[name="key"]')?.value ?? ''

/** What stands in the fields now, by name. */
export function fieldsIn(talk: HTMLFormElement): Record<string, string> {
  const fields: Record<string, string> = {}
  for (const [name, value] of new FormData(talk)) {
    if (typeof value === 'string' && !unkept.has(name)) fields[name] = value
  }
  return fields
}

/** Whether anything was said yet. */
export function isBegun(talk: HTMLFormElement): boolean {
  const { text, caller, address, answer } = fieldsIn(talk)
  return [text, caller, address, answer].some((typed) => (typed ?? '').trim() !== '')
}

export function filesIn(talk: HTMLFormElement): { name: string; type: string; blob: Blob }[] {
  return [...new FormData(talk)].flatMap(([, value]) =>
    value instanceof File && value.size > 0 ? [{ name: value.name, type: value.type, blob: value }] : [],
  )
}

/** Puts a kept conversation into the form; one of the page is given up before. */
export function fillTalk(talk: HTMLFormElement, fields: Readonly<Record<string, string>>): void {
  emptyTalk(talk)
  for (const field of fieldsOf(talk)) {
    const value = fields[field.name]
    if (value === undefined || isFile(field)) continue
    if (isTick(field)) field.checked = field.value === value
    else field.value = value
  }
}

/** A new conversation in the same page, for when no other page can be had. */
export function emptyTalk(talk: HTMLFormElement): void {
  const { newHref = '', newTitle = '' } = talk.dataset
  for (const field of fieldsOf(talk)) {
    if (field.name === 'replyLang' || field.name === '') continue
    if (isTick(field)) field.checked = beginsWith[field.name] === field.value
    else if (field.name === 'key') field.value = newKey()
    else field.value = ''
  }
  for (const old of talk.querySelectorAll(
    '#read-back, #earlier, .ds-error-summary, .thumbs, [data-chosen], .ds-validation-message, [data-shown]',
  ))
    old.remove()
  for (const id of ['found', 'questions', 'clock']) document.getElementById(id)?.replaceChildren()
  talk.querySelector('[data-guesses]')?.replaceChildren()
  const here = document.getElementById('read-back-here')
  if (here) here.hidden = true
  const title = talk.querySelector('h1')
  if (title) title.textContent = newTitle
  talk.action = newHref
  history.replaceState(null, '', newHref)
  talk.querySelector<HTMLInputElement>('input[name="caller"]')?.focus()
}

type Field = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement

const fieldsOf = (talk: HTMLFormElement) => talk.querySelectorAll<Field>('input, textarea, select')
const isTick = (field: Field): field is HTMLInputElement =>
  field.type === 'radio' || field.type === 'checkbox'
const isFile = (field: Field) => field.type === 'file'
