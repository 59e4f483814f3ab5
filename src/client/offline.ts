import { photoField } from './device/photo-field.ts'
import {
  type Draft,
  draft,
  drafts,
  dropDraft,
  dropOutgoing,
  keepDraft,
  keepOutgoing,
  newKey,
  type Outgoing,
  outbox,
} from './device/reports.ts'
import { say } from './device/say.ts'
import { sendOutbox } from './device/send.ts'
import { fillIn, keptPhotos, typedIn } from './device/typed.ts'
import { after, element, secondaryButton, wordsOf } from './dom.ts'

// The report on one page: kept on the device as it is typed, put into the outbox by Send, sent when there is a network.

const form = document.querySelector<HTMLFormElement>('form[data-offline]')
const box = document.querySelector<HTMLElement>('[data-outbox]')
if (form && box) writeOffline(form, box)

function writeOffline(form: HTMLFormElement, box: HTMLElement): void {
  const words = form.dataset
  const city = words['offline'] ?? ''
  const notice = element('div')
  notice.setAttribute('role', 'status')
  form.prepend(notice)
  for (const hidden of form.querySelectorAll<HTMLElement>('[data-scripts]')) hidden.hidden = false
  let key = newKey()
  let action = ''

  const place = form.querySelector<HTMLElement>('[data-photos]')
  const field = place && photoField(place, { send: null, changed: () => save() })
  const keep = async () => {
    const before = await draft(key)
    const fields = typedIn(form)
    const photos = keptPhotos(field?.photos() ?? [], before)
    if (!fields['text'] && photos.length === 0) return
    await keepDraft({ key, city, action, fields, photos, savedAt: Date.now() })
  }
  const save = after(300, () => void keep())
  form.addEventListener('input', save)
  form.addEventListener('change', save)

  const fill = (kept: Pick<Draft, 'key' | 'action' | 'fields' | 'photos'>) => {
    key = kept.key
    action = kept.action
    fillIn(form, kept.fields)
    field?.restore(kept.photos)
    const point = form.querySelector<HTMLElement>('[data-locate]')
    const line = point?.querySelector('[role="status"]')
    if (line && kept.fields['lat']) line.textContent = point?.dataset['taken'] ?? ''
  }

  const category = form.querySelector<HTMLSelectElement>('select[name="category"]')
  const showOfCategory = () => {
    for (const own of form.querySelectorAll<HTMLElement>('[data-of-category]')) {
      own.hidden = own.dataset['ofCategory'] !== category?.value
    }
  }
  category?.addEventListener('input', showOfCategory)
  category?.addEventListener('change', showOfCategory)

  form.addEventListener('submit', async (event) => {
    event.preventDefault()
    await field?.settled()
    await keep()
    const kept = await draft(key)
    const missing = missingIn(form)
    if (missing) return missing.focus()
    const fields: Record<string, string> = {}
    for (const [name, value] of new FormData(form)) if (typeof value === 'string') fields[name] = value
    delete fields['photos']
    const href = (words['whole'] ?? '').replace('KEY', key)
    const photos = kept?.photos ?? []
    const state = 'waiting'
    await keepOutgoing({
      ...{ key, city, href, fields, photos, state, errors: {}, number: '', link: '', savedAt: Date.now() },
    })
    void navigator.storage?.persist?.()
    await dropDraft(key)
    location.hash = 'outbox'
    location.reload()
  })

  const edit = async (item: Outgoing) => {
    notice.replaceChildren()
    fill({ ...item, action: '' })
    for (const [name, error] of Object.entries(item.errors)) showError(form, name, error)
    // An address that looked mistyped is taken when it is sent once more.
    const checked = form.elements.namedItem('emailChecked')
    if (checked instanceof HTMLInputElement) checked.value = (item.fields['email'] ?? '').trim().toLowerCase()
    await keep()
    await dropOutgoing(item.key)
    await showOutbox()
    form.querySelector<HTMLElement>('textarea')?.focus()
  }

  const showOutbox = async () => {
    const items = (await outbox()).filter((item) => item.city === city)
    box.hidden = items.length === 0
    box
      .querySelector('ul')
      ?.replaceChildren(...items.map((item) => outboxRow(item, wordsOf(box), { edit, forget })))
  }
  const forget = async (item: Outgoing) => {
    await dropOutgoing(item.key)
    await showOutbox()
  }
  const send = () => sendOutbox(() => void showOutbox())

  addEventListener('online', () => void send())
  setInterval(() => void send(), 20_000)
  navigator.serviceWorker?.addEventListener('message', () => void showOutbox())
  void askForSync()
  void showOutbox().then(send)
  void offerUnfinished()

  async function offerUnfinished() {
    const [newest] = await drafts(city)
    if (newest === undefined) return
    if (location.hash === '#draft') return fill(newest)
    const goOn = secondaryButton(words['goOn'] ?? '', 'pencil', () => {
      notice.replaceChildren()
      fill(newest)
    })
    const throwAway = secondaryButton(words['throwAway'] ?? '', 'trash-2', () => {
      notice.replaceChildren()
      void dropDraft(newest.key)
    })
    say(notice, words['unfinished'] ?? '', newest.fields['text'] ?? '', goOn, throwAway)
  }
}

type OutboxActs = { edit(item: Outgoing): void; forget(item: Outgoing): void }

function outboxRow(
  item: Outgoing,
  words: Record<string, string>,
  { edit, forget }: OutboxActs,
): HTMLLIElement {
  const { state, number, link, fields, errors } = item
  const row = element('li', { className: 'outbox-item stack stack-s' })
  row.dataset['state'] = state
  const says = (words[state] ?? '').replace('#', number)
  row.append(element('p', { className: 'outbox-state', textContent: says }))
  if (fields['text'])
    row.append(element('p', { className: 'muted small', textContent: fields['text'].slice(0, 120) }))
  for (const error of Object.values(errors)) {
    row.append(element('p', { className: 'ds-validation-message', textContent: error }))
  }
  const acts = element('p', { className: 'form-actions' })
  if (state === 'sent') acts.append(element('a', { href: link, textContent: words['open'] ?? '' }))
  if (state === 'refused' || state === 'waiting') {
    acts.append(secondaryButton(words['edit'] ?? '', 'pencil', () => edit(item)))
  }
  if (state !== 'sending') acts.append(secondaryButton(words['forget'] ?? '', 'x', () => forget(item)))
  row.append(acts)
  return row
}

/** The first field without which nothing can be sent; its sentence is shown. */
function missingIn(form: HTMLFormElement): HTMLElement | null {
  for (const old of form.querySelectorAll('.ds-validation-message')) old.remove()
  const typed = typedIn(form)
  const length = [...(typed['text'] ?? '').trim()].length
  const { min = '10', max = '2000', textError = '', placeError = '' } = form.dataset
  if (length < Number(min) || length > Number(max)) return showError(form, 'text', textError)
  const isPlaced = ['address', 'landmark', 'lat'].some((name) => (typed[name] ?? '').trim() !== '')
  return isPlaced ? null : showError(form, 'address', placeError)
}

function showError(form: HTMLFormElement, name: string, error: string): HTMLElement | null {
  const field = form.querySelector<HTMLElement>(`#${CSS.escape(name)}`)
  field
    ?.closest('.ds-field, section')
    ?.append(element('p', { className: 'ds-validation-message', textContent: error }))
  return field
}

/** Where the browser can, it wakes us when the network is back although the page is closed. */
async function askForSync(): Promise<void> {
  const ready = (await navigator.serviceWorker?.ready) as
    | (ServiceWorkerRegistration & { sync?: { register(tag: string): Promise<void> } })
    | undefined
  if ((await outbox()).length > 0) await ready?.sync?.register('outbox').catch(() => {})
}
