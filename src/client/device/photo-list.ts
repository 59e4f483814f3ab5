import { element, secondaryButton } from '../dom.ts'
import { type DevicePhoto, newKey } from './reports.ts'
import { shrink } from './shrink.ts'

/** One photo of the list and how far it is. `sentAs`: its id in the draft of the server. */
export type ListedPhoto = DevicePhoto & {
  src: string
  /** Where it is turned and taken out once it is sent. */
  href?: string
  state: 'kept' | 'sending' | 'sent' | 'failed' | 'refused'
  percent: number
  cancel?: () => void
  error: string
}

export type Words = Record<
  'photos' | 'remove' | 'turn' | 'cancel' | 'again' | 'sending' | 'sent' | 'failed' | 'counted' | 'full',
  string
>

type Acts = {
  remove(photo: ListedPhoto): void
  turn(photo: ListedPhoto): void
  again(photo: ListedPhoto): void
}

/** A chosen file as it goes on the list: shrunk, with a picture of it to look at. */
export async function listed(file: File): Promise<ListedPhoto> {
  const blob = await shrink(file)
  return {
    id: newKey(),
    name: file.name,
    blob,
    src: URL.createObjectURL(blob),
    state: 'kept',
    percent: 0,
    error: '',
  }
}

/** The list under the field: a picture, how far it is in words, and what can be done with it. */
export function drawPhotos(
  list: HTMLElement,
  photos: readonly ListedPhoto[],
  words: Words,
  acts: Acts,
): void {
  const focused = list.contains(document.activeElement) ? document.activeElement?.id : undefined
  list.replaceChildren(...photos.map((photo, index) => row(photo, index, words, acts)))
  if (focused) document.getElementById(focused)?.focus()
}

function row(photo: ListedPhoto, index: number, words: Words, acts: Acts): HTMLLIElement {
  const item = element('li')
  const image = element('img', { alt: photo.name, src: photo.src })
  // What this browser cannot draw, HEIC for one, the server may still take or refuse with a reason.
  image.addEventListener('error', () =>
    image.replaceWith(element('span', { className: 'thumb-file', textContent: photo.name })),
  )
  item.append(image, ...stateOf(photo, words))
  const press = (act: string, label: string, icon: string, run: (photo: ListedPhoto) => void) => {
    const made = secondaryButton(label, icon, () => run(photo))
    made.dataset['size'] = 'sm'
    made.id = `photo-${index}-${act}`
    made.append(element('span', { className: 'visually-hidden', textContent: ` ${photo.name}` }))
    item.append(made)
  }
  if (photo.state === 'failed') press('again', words.again, 'refresh-cw', acts.again)
  if (photo.state === 'kept' || photo.state === 'sent') press('turn', words.turn, 'rotate-cw', acts.turn)
  if (photo.state === 'sending') press('remove', words.cancel, 'x', acts.remove)
  else press('remove', words.remove, 'x', acts.remove)
  return item
}

function stateOf({ state, percent, error }: ListedPhoto, words: Words): HTMLElement[] {
  if (state === 'sending') {
    const bar = element('progress', { max: 100, value: percent })
    bar.setAttribute('aria-label', words.sending)
    return [bar, element('span', { className: 'small numeric', textContent: `${percent} %` })]
  }
  if (error !== '') return [element('p', { className: 'ds-validation-message', textContent: error })]
  return state === 'sent' ? [element('span', { className: 'small muted', textContent: words.sent })] : []
}
