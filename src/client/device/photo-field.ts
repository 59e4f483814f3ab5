import { element, wordsOf } from '../dom.ts'
import { drawPhotos, type ListedPhoto, listed, type Words } from './photo-list.ts'
import { type DevicePhoto, newKey } from './reports.ts'
import { shrink } from './shrink.ts'
import { type PhotosAnswer, tryThrice, upload } from './upload.ts'

export type PhotoField = {
  photos(): ListedPhoto[]
  /** Puts photos of a kept draft back on the list. */
  restore(kept: readonly DevicePhoto[]): void
  /** True while a chosen photo is being made smaller or is on its way. */
  isBusy(): boolean
  /** Ends when nothing is on its way any more. */
  settled(): Promise<void>
}

type Options = {
  /** Null: photos stay on the device until the whole report is sent. */
  send: { href: string; taken(answer: PhotosAnswer): void } | null
  changed(): void
}

/**
 * The field for photos with a list of its own: each photo is shrunk, goes up at once and says how far it is; it can be
 * cancelled, turned, taken out, and tried again. What could not be sent stays in the plain field, so the form itself
 * still carries it.
 */
export function photoField(place: HTMLElement, { send, changed }: Options): PhotoField | null {
  const input = place.querySelector<HTMLInputElement>('input[type="file"]')
  const data = place.dataset
  const words = wordsOf(place) as Words
  const room = Number(data['max'] ?? 5)
  let href = send?.href ?? ''
  let photos: ListedPhoto[] = (JSON.parse(data['taken'] ?? '[]') as Sent[]).map(sentPhoto)
  if (!input && photos.length === 0) return null

  const list = element('ul', { className: 'thumbs' })
  list.setAttribute('role', 'list')
  list.setAttribute('aria-label', words.photos)
  const said = element('p', { className: 'muted small' })
  said.setAttribute('role', 'status')
  for (const old of place.querySelectorAll('.thumbs, .photos-status')) old.remove()
  place.append(list, said)

  const show = () => {
    drawPhotos(list, photos, words, { remove, turn, again })
    const done = photos.filter(({ state }) => state === 'sent').length
    const counted = words.counted.replace('#', String(done)).replace('#', String(photos.length))
    said.textContent = send && photos.length > 0 ? counted : ''
    if (input) putBack(input, photos)
  }
  const update = () => {
    show()
    changed()
  }

  const remove = async (photo: ListedPhoto) => {
    photo.cancel?.()
    photos = photos.filter((one) => one !== photo)
    update()
    input?.focus()
    if (photo.href) take(await upload(photo.href, form('remove')).done.catch(() => null))
  }
  const turn = async (photo: ListedPhoto) => {
    if (photo.href) {
      const answer = await upload(photo.href, form('turn')).done.catch(() => null)
      if (answer === null) return fail(photo, words.failed, 'sent')
      take(answer)
    }
    if (photo.blob.size > 0) photo.blob = await shrink(photo.blob, 1)
    if (!photo.href) photo.src = URL.createObjectURL(photo.blob)
    update()
  }
  const again = (photo: ListedPhoto) => {
    photo.state = 'kept'
    photo.error = ''
    update()
    void work()
  }
  const fail = (photo: ListedPhoto, error: string, state: ListedPhoto['state']) => {
    Object.assign(photo, { error, state })
    update()
  }

  /** The draft of the server says what it has: that is what the list shows of those that were sent. */
  const take = (answer: PhotosAnswer | null, sent?: ListedPhoto) => {
    if (answer === null) return
    href = answer.photosHref
    send?.taken(answer)
    for (const photo of photos) {
      const known = answer.photos.find(({ id }) => id === photo.sentAs)
      if (known) Object.assign(photo, { src: known.src, href: known.href })
    }
    const fresh = answer.photos.find(({ id }) => !photos.some(({ sentAs }) => sentAs === id))
    if (sent && fresh) Object.assign(sent, { ...sentPhoto(fresh), blob: sent.blob, name: sent.name })
    // The very same picture had been taken before.
    else if (sent) photos = photos.filter((photo) => photo !== sent)
    update()
  }

  let working: Promise<void> | null = null
  const work = (): Promise<void> => {
    working ??= sendAll().finally(() => {
      working = null
    })
    return working
  }
  const sendAll = async () => {
    if (send === null) return
    for (let next = waiting(); next; next = waiting()) await sendOne(next)
  }
  const waiting = () => photos.find(({ state }) => state === 'kept')

  const sendOne = async (photo: ListedPhoto) => {
    photo.state = 'sending'
    show()
    const body = new FormData()
    body.append('photos', photo.blob, 'photo.jpg')
    const progress = (percent: number) => {
      photo.percent = percent
      show()
    }
    const sending = tryThrice(() => upload(href, body, progress))
    photo.cancel = sending.cancel
    const answer = await sending.done.catch(() => null)
    if (!photos.includes(photo)) return
    if (answer === null) return fail(photo, words.failed, 'failed')
    if (answer.photos === undefined) return fail(photo, answer.errors.join(' ') || words.failed, 'refused')
    take(answer, photo)
  }

  // A slow phone makes photos smaller for seconds: until then they are on no list and in no field.
  let taking: Promise<void> | null = null
  const takeIn = async (chosen: readonly File[]) => {
    for (const file of chosen) {
      if (photos.length >= room) {
        said.textContent = words.full
        break
      }
      photos.push(await listed(file))
      update()
      void work()
    }
  }
  input?.addEventListener('change', () => {
    const chosen = [...(input.files ?? [])]
    input.value = ''
    const before = taking ?? Promise.resolve()
    const mine = before.then(() => takeIn(chosen))
    taking = mine
    void mine.finally(() => {
      if (taking === mine) taking = null
    })
  })
  if (input?.files?.length) input.dispatchEvent(new Event('change'))
  show()

  return {
    photos: () => photos,
    restore(kept) {
      const fresh = kept.filter(({ sentAs }) => !sentAs || !photos.some((photo) => photo.sentAs === sentAs))
      for (const photo of fresh) {
        const src = URL.createObjectURL(photo.blob)
        const { sentAs: _gone, ...rest } = photo
        const known = send === null ? photo : rest
        photos.push({ ...known, src, state: 'kept', percent: 0, error: '' })
      }
      update()
      void work()
    },
    isBusy: () => taking !== null || photos.some(isOnItsWay),
    async settled() {
      while (taking !== null) await taking
      await work()
    },
  }
}

const isOnItsWay = ({ state }: ListedPhoto) => state === 'kept' || state === 'sending'

type Sent = { id: string; src: string; href: string; name: string }

const sentPhoto = ({ id, src, href, name }: Sent): ListedPhoto => ({
  ...{ id: newKey(), sentAs: id, src, href, name },
  ...{ blob: new Blob(), state: 'sent', percent: 100, error: '' },
})

const form = (act: 'remove' | 'turn') => new URLSearchParams({ act })

/** The plain field carries what was not sent. */
function putBack(input: HTMLInputElement, photos: readonly ListedPhoto[]): void {
  const files = new DataTransfer()
  for (const { state, blob, name } of photos) {
    if (state === 'failed') files.items.add(new File([blob], name, { type: blob.type }))
  }
  input.files = files.files
}
