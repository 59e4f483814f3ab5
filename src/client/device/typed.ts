import type { ListedPhoto } from './photo-list.ts'
import type { DevicePhoto, Draft } from './reports.ts'

/** Fields that are never kept: contacts, traps, what only the server may set. */
const unkept = new Set([
  'email',
  'phone',
  'website',
  'ticket',
  'consent',
  'seen',
  'emailChecked',
  'remove',
  'turn',
  'photos',
])

/** What stands in the fields now, by name. */
export function typedIn(form: HTMLFormElement): Record<string, string> {
  const typed: Record<string, string> = {}
  for (const [name, value] of new FormData(form)) {
    if (typeof value === 'string' && !unkept.has(name)) typed[name] = value
  }
  return typed
}

export function fillIn(form: HTMLFormElement, fields: Record<string, string>): void {
  for (const [name, value] of Object.entries(fields)) {
    const field = form.elements.namedItem(name)
    if (field instanceof RadioNodeList || field instanceof HTMLSelectElement) field.value = value
    else if (field instanceof HTMLInputElement && field.type === 'radio')
      field.checked = field.value === value
    else if (field instanceof HTMLInputElement || field instanceof HTMLTextAreaElement) field.value = value
    else continue
    const [first] = field instanceof RadioNodeList ? [...field] : [field]
    first?.dispatchEvent(new Event('input', { bubbles: true }))
  }
}

/** The photos of a list as they are kept; of those that only the server has, what an earlier page kept. */
export const keptPhotos = (photos: readonly ListedPhoto[], before: Draft | undefined): DevicePhoto[] =>
  photos.map(({ id, name, blob, sentAs }) => {
    if (sentAs === undefined) return { id, name, blob }
    const known = before?.photos.find((photo) => photo.sentAs === sentAs)
    return { id, name, blob: blob.size > 0 ? blob : (known?.blob ?? blob), sentAs }
  })
