import { element, secondaryButton } from './dom.ts'

/** What the server says of a point: its district, or that it lies in no part of this city. */
type PointFacts = {
  district: { code: string; text: string } | null
  outside: { title: string; text: string; moveTo: { city: string; label: string } | null } | null
  hints: { tone: string; title: string; text: string; href: string }[]
}

type Found = { lat: number; lon: number; accuracy: number | null }

/**
 * "Use my location" where the words for it are there, and what the map hands over; the point goes into the hidden fields of
 * the form.
 */
export function choosePoint(place: HTMLElement): void {
  const { taken = '' } = place.dataset
  const line = element('div', { className: 'point-line' })
  const status = element('p')
  status.setAttribute('role', 'status')
  line.append(status)
  const map = place.closest('form')?.querySelector<HTMLElement>('[data-map="place"]')
  const told = pointTeller(place, status)

  const take = (point: Found, text: string) => {
    setFields(place, point)
    // What the server said of an earlier point is no longer true.
    for (const old of place.querySelectorAll('[data-chosen], .ds-alert, .ds-validation-message')) old.remove()
    status.textContent = text
    line.append(remove)
    void told(point)
  }
  const remove = secondaryButton(place.dataset['remove'] ?? '', 'x', () => {
    setFields(place, null)
    for (const old of place.querySelectorAll('.ds-alert')) old.remove()
    status.textContent = ''
    remove.remove()
  })
  remove.dataset['variant'] = 'tertiary'

  map?.addEventListener('pointtaken', (event) => {
    const { lat, lng } = (event as CustomEvent<{ lat: number; lng: number }>).detail
    take({ lat, lon: lng, accuracy: null }, taken)
  })
  const say = (text: string) => {
    status.textContent = text
  }
  const found = (point: Found, text: string) => {
    take(point, text)
    // A map that is opened later begins there.
    if (map) map.dataset['point'] = `${point.lat},${point.lon}`
    map?.dispatchEvent(new CustomEvent('pointfound', { detail: { lat: point.lat, lng: point.lon } }))
  }
  if (navigator.geolocation && place.dataset['locate'])
    place.prepend(locateButton(place.dataset, { say, found }), line)
  else place.prepend(line)
}

function setFields(place: HTMLElement, point: Found | null): void {
  for (const name of ['lat', 'lon', 'accuracy'] as const) {
    const field = place.querySelector<HTMLInputElement>(`input[name="${name}"]`)
    if (field) field.value = String(point?.[name] ?? '')
  }
  // What is kept on the device is kept when something is typed.
  place.dispatchEvent(new Event('input', { bubbles: true }))
}

type Telling = { say(text: string): void; found(point: Found, text: string): void }

function locateButton(words: DOMStringMap, { say, found }: Telling): HTMLButtonElement {
  const most = Number(words['most'] ?? 500)
  return secondaryButton(words['locate'] ?? '', 'locate-fixed', () => {
    say(words['asking'] ?? '')
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => {
        const accuracy = Math.round(coords.accuracy)
        const sure = accuracy <= most
        const text = ((sure ? words['found'] : words['inaccurate']) ?? '').replace('#', String(accuracy))
        if (!sure) return say(text)
        const [lat, lon] = [Number(coords.latitude.toFixed(6)), Number(coords.longitude.toFixed(6))]
        found({ lat, lon, accuracy }, text)
      },
      ({ code, PERMISSION_DENIED, TIMEOUT }) => {
        const key = code === PERMISSION_DENIED ? 'refused' : code === TIMEOUT ? 'slow' : 'unavailable'
        say(words[key] ?? '')
      },
      { enableHighAccuracy: true, timeout: 20_000, maximumAge: 60_000 },
    )
  })
}

/** Asks the server about a point; without an answer the form works as before, and says it all on the next step. */
function pointTeller(place: HTMLElement, status: HTMLElement): (point: Found) => Promise<void> {
  const form = place.closest('form')
  const select = form?.querySelector<HTMLSelectElement>('select[name="district"]')
  let chosenHere = select?.value ?? ''
  let running: AbortController | undefined
  return async ({ lat, lon }) => {
    running?.abort()
    running = new AbortController()
    const body = new URLSearchParams({ lat: String(lat), lon: String(lon) })
    const address = place.dataset['pointFacts'] ?? ''
    const answer = await fetch(address, { method: 'POST', body, signal: running.signal }).catch(() => null)
    if (!answer?.ok) return
    const { district, outside, hints } = (await answer.json()) as PointFacts
    place.append(...hints.map(hintNote))
    if (outside) place.append(outsideNote(outside, { mayMove: place.dataset['locate'] !== undefined }))
    if (!district) return
    status.textContent = `${status.textContent} ${district.text}`
    // A district that the person has chosen stays theirs.
    if (select && (select.value === '' || select.value === chosenHere)) {
      select.value = district.code
      chosenHere = district.code
    }
  }
}

/** What goes on at the place; it opens beside, so that nothing typed is lost. */
function hintNote({ tone, title, text, href }: PointFacts['hints'][number]): HTMLElement {
  const note = element('div', { className: 'ds-alert' })
  note.dataset['color'] = tone
  note.setAttribute('role', 'status')
  const line = element('p')
  line.append(element('a', { href, target: '_blank', textContent: title }))
  note.append(line, element('p', { textContent: text }))
  return note
}

/** Residents go on in the other city; whoever sits at the desk of this one cannot. */
function outsideNote(
  { title, text, moveTo }: NonNullable<PointFacts['outside']>,
  { mayMove }: { mayMove: boolean },
): HTMLElement {
  const note = element('div', { className: 'ds-alert' })
  note.dataset['color'] = 'warning'
  note.setAttribute('role', 'status')
  note.append(element('h3', { textContent: title }), element('p', { textContent: text }))
  if (moveTo && mayMove) {
    const go = element('button', { type: 'submit', className: 'ds-button', name: 'city', value: moveTo.city })
    go.dataset['variant'] = 'secondary'
    go.formNoValidate = true
    go.append(element('span', { textContent: moveTo.label }))
    const line = element('p', { className: 'form-actions' })
    line.append(go)
    note.append(line)
  }
  return note
}
