import { photoField } from './device/photo-field.ts'
import { type Draft, draft, drafts, dropDraft, keepDraft, newKey } from './device/reports.ts'
import { say } from './device/say.ts'
import { fillIn, keptPhotos, typedIn } from './device/typed.ts'
import { after, element, secondaryButton } from './dom.ts'

// Comes when somebody begins to write, or when this device holds an unfinished report: photos go up at once, and what
// is typed is kept on the device.

for (const form of document.querySelectorAll<HTMLFormElement>('form[data-report]')) keepReport(form)

function keepReport(form: HTMLFormElement): void {
  const words = form.dataset
  const city = words['report'] ?? ''
  const place = form.querySelector<HTMLElement>('[data-photos]')
  const notice = element('div')
  notice.setAttribute('role', 'status')
  form.prepend(notice)
  let key = words['key'] || newKey()
  let action = words['key'] ? form.action : ''

  const field =
    place &&
    photoField(place, {
      send: {
        href: place.dataset['href'] ?? '',
        taken(answer) {
          if (key !== answer.token) void dropDraft(key)
          key = answer.token
          action = answer.action
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
    const isBusy = field?.photos().some(({ state }) => state === 'kept' || state === 'sending')
    if (!field || !isBusy) return void keep()
    event.preventDefault()
    const pressed = event.submitter
    void field
      .settled()
      .then(keep)
      .then(() => form.requestSubmit(pressed))
  })

  void offerUnfinished()

  async function offerUnfinished() {
    const [newest] = (await drafts(city)).filter(
      (one) => words['key'] === undefined || words['key'] === '' || one.key === key,
    )
    if (newest === undefined || isShown(form, newest)) return
    const goOn = secondaryButton(words['goOn'] ?? '', 'pencil', async () => {
      notice.replaceChildren()
      const isThere = newest.key !== key && newest.action !== '' && (await isOpen(newest.action))
      if (isThere) location.assign(newest.action)
      else fill(newest)
    })
    const throwAway = secondaryButton(words['throwAway'] ?? '', 'trash-2', async () => {
      notice.replaceChildren()
      await dropDraft(newest.key)
    })
    say(notice, words['unfinished'] ?? '', newest.fields['text'] ?? '', goOn, throwAway)
  }

  function fill(kept: Draft) {
    if (key !== kept.key && action === '') key = kept.key
    fillIn(form, kept.fields)
    field?.restore(kept.photos)
  }
}

const isShown = (form: HTMLFormElement, { fields, photos }: Draft) => {
  const typed = typedIn(form)
  const isSame = Object.entries(typed).every(([name, value]) => (fields[name] ?? '') === value)
  return isSame && (form.dataset['key'] !== '' || photos.length === 0)
}

async function isOpen(action: string): Promise<boolean> {
  return fetch(action, { method: 'HEAD' }).then(
    ({ ok }) => ok,
    () => false,
  )
}
