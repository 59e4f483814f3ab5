import { photoField } from './device/photo-field.ts'
import { type Draft, draft, drafts, dropDraft, keepDraft, newKey } from './device/reports.ts'
import { say } from './device/say.ts'
import { fillIn, keptPhotos, typedIn } from './device/typed.ts'
import { after, element, secondaryButton } from './dom.ts'

// Comes when somebody begins to write, or when this device holds an unfinished report: photos go up at once, and what
// is typed is kept on the device.

for (const form of document.querySelectorAll<HTMLFormElement>('form[data-report]')) void keepReport(form)
if (document.querySelector('[data-filed]')) void forgetSent()

async function keepReport(form: HTMLFormElement): Promise<void> {
  const words = form.dataset
  const city = words['report'] ?? ''
  const token = words['key'] ?? ''
  const place = form.querySelector<HTMLElement>('[data-photos]')
  const notice = element('div')
  notice.setAttribute('role', 'status')
  form.prepend(notice)
  let key = token || newKey()
  let action = token ? form.action.replace(/\w+$/, 'what') : ''

  const field =
    place &&
    photoField(place, {
      send: {
        href: place.dataset['href'] ?? '',
        taken(answer) {
          const before = key
          key = answer.token
          action = answer.action
          // At no moment is it under neither name.
          if (before !== key) void keep().then(() => dropDraft(before))
          form.action = answer.action
          // A reload of the first step finds what the server has.
          if (form.hasAttribute('data-first')) history.replaceState(null, '', answer.action)
        },
      },
      changed: () => save(),
    })

  const tabs = typeof BroadcastChannel === 'undefined' ? null : new BroadcastChannel('report')
  const keep = async () => {
    const before = await draft(key)
    const fields = { ...before?.fields, ...typedIn(form) }
    const photos = field ? keptPhotos(field.photos(), before) : (before?.photos ?? [])
    if (!fields['text'] && photos.length === 0) return
    await keepDraft({ key, city, action, fields, photos, savedAt: Date.now() })
    tabs?.postMessage(key)
  }
  const save = after(300, () => void keep())
  form.addEventListener('input', save)
  form.addEventListener('change', save)
  tabs?.addEventListener('message', ({ data }) => {
    if (data === key) say(notice, words['elsewhere'] ?? '')
  })

  // Continue waits for the photos that are on their way; what fails goes with the form itself.
  form.addEventListener('submit', (event) => {
    sessionStorage.setItem(form.hasAttribute('data-last') ? 'sending' : 'begun', key)
    if (!field?.isBusy()) return void keep()
    event.preventDefault()
    const pressed = event.submitter
    void field
      .settled()
      .then(keep)
      .then(() => form.requestSubmit(pressed))
  })

  if (token) await adopt(token, city)
  const unfinished = (await drafts(city)).filter((one) => !token || one.key === token)
  const same = unfinished.find((one) => !token && one.fields['text'] && isShown(form, one))
  if (same) key = same.key
  else if (unfinished[0]) offer(unfinished[0])
  // What was typed and chosen while this was on its way.
  save()

  function offer(kept: Draft) {
    if (token && isShown(form, kept)) return
    if (token && location.hash === '#draft') return fill(kept)
    const goOn = secondaryButton(words['goOn'] ?? '', 'pencil', async () => {
      notice.replaceChildren()
      const isThere = !token && kept.action !== '' && (await isOpen(kept.action))
      if (isThere) location.assign(`${kept.action}#draft`)
      else fill(kept)
    })
    const throwAway = secondaryButton(words['throwAway'] ?? '', 'trash-2', async () => {
      notice.replaceChildren()
      await dropDraft(kept.key)
    })
    say(notice, words['unfinished'] ?? '', kept.fields['text'] ?? '', goOn, throwAway)
  }

  /** Its server draft may be gone: then the report goes on as a new one with all that is here. */
  function fill(kept: Draft) {
    if (!token && kept.action === '') key = kept.key
    else if (!token) void dropDraft(kept.key)
    fillIn(form, kept.fields)
    field?.restore(kept.photos)
    save()
  }
}

/** The report that began on a page without a draft goes on under the token that the server gave it. */
async function adopt(token: string, city: string): Promise<void> {
  const begun = sessionStorage.getItem('begun')
  sessionStorage.removeItem('begun')
  if (begun === null || begun === token || (await draft(token))) return
  const kept = await draft(begun)
  if (kept === undefined || kept.city !== city || kept.action !== '') return
  await keepDraft({ ...kept, key: token, action: location.href.replace(/\w+(?:#.*)?$/, 'what') })
  await dropDraft(begun)
}

/** What was sent is no draft any more: nothing of it stays on the device. */
async function forgetSent(): Promise<void> {
  const inAddress = /\/new\/([\w-]{22})\//.exec(location.pathname)?.[1]
  const key = inAddress ?? sessionStorage.getItem('sending')
  if (key) await dropDraft(key)
  sessionStorage.removeItem('sending')
}

/** Whether the page has what the device has. */
function isShown(form: HTMLFormElement, { fields }: Draft): boolean {
  const typed = typedIn(form)
  return Object.entries(fields).every(
    ([name, value]) => form.elements.namedItem(name) === null || (typed[name] ?? '') === value,
  )
}

const isOpen = (action: string): Promise<boolean> =>
  fetch(action, { method: 'HEAD' }).then(
    ({ ok }) => ok,
    () => false,
  )
