import { isAnythingKept } from './device/kept.ts'

// Small conveniences of every page. Whatever needs a script is put in by the script.

guardForms()
for (const place of document.querySelectorAll<HTMLElement>('[data-copy]')) addCopyButton(place)
for (const place of document.querySelectorAll<HTMLElement>('[data-share]')) addShareButton(place)
for (const place of document.querySelectorAll<HTMLElement>('[data-print]')) {
  place.append(button(place.dataset['print'] ?? '', 'printer', () => window.print()))
}
for (const place of document.querySelectorAll<HTMLElement>('[data-map-script]')) offerMap(place)
for (const { dataset } of document.querySelectorAll<HTMLElement>('[data-cover-script]')) {
  document.head.append(
    Object.assign(document.createElement('script'), { type: 'module', src: dataset['coverScript'] ?? '' }),
  )
}
closeMenusOutside()
for (const form of document.querySelectorAll<HTMLFormElement>('form[data-report]')) loadOnUse(form)
for (const place of document.querySelectorAll<HTMLElement>('[data-filed]')) {
  void isAnythingKept().then((kept) => kept && import(place.dataset['script'] ?? ''))
}
addEventListener('load', () => void workOffline())

/** The button says "Sending..." and a second press does nothing; coming back by the history frees the form. */
function guardForms(): void {
  document.addEventListener('submit', (event) => {
    const form = event.target
    if (!(form instanceof HTMLFormElement) || form.method !== 'post' || event.defaultPrevented) return
    if (form.dataset['busy'] !== undefined) return event.preventDefault()
    form.dataset['busy'] = ''
    const pressed = event.submitter
    const label = pressed?.querySelector('span') ?? null
    const text = pressed?.dataset['sending']
    if (!label || !text) return
    pressed?.setAttribute('aria-busy', 'true')
    label.dataset['label'] = label.textContent ?? ''
    label.textContent = text
  })
  window.addEventListener('pageshow', () => {
    for (const form of document.querySelectorAll<HTMLFormElement>('form[data-busy]')) {
      delete form.dataset['busy']
      for (const label of form.querySelectorAll<HTMLElement>('[data-label]')) {
        label.textContent = label.dataset['label'] ?? ''
        label.closest('button')?.removeAttribute('aria-busy')
      }
    }
  })
}

function addCopyButton(place: HTMLElement): void {
  const input = place.querySelector<HTMLInputElement | HTMLTextAreaElement>('input, textarea')
  if (!input || !navigator.clipboard) return
  const copy = button(place.dataset['copy'] ?? '', 'copy', async () => {
    await navigator.clipboard.writeText(input.value)
    said.textContent = place.dataset['copied'] ?? ''
  })
  const said = document.createElement('span')
  said.setAttribute('role', 'status')
  place.append(copy, said)
}

function addShareButton(place: HTMLElement): void {
  if (!navigator.share) return
  const share = button(place.dataset['share'] ?? '', 'share-2', () => {
    navigator
      .share({ title: place.dataset['title'] ?? '', url: place.dataset['url'] ?? location.href })
      .catch(() => {})
  })
  place.prepend(share)
}

/** A map costs 50 KB: it comes when its place is seen on a wide screen, and on phones when somebody asks for it. */
function offerMap(place: HTMLElement): void {
  const { mapScript = '', mapStyle = '', mapOffer = '', mapFailed = '' } = place.dataset
  const load = () => {
    const style = Object.assign(document.createElement('link'), { rel: 'stylesheet', href: mapStyle })
    const script = Object.assign(document.createElement('script'), { type: 'module', src: mapScript })
    script.addEventListener('error', () => place.replaceChildren(mapFailed))
    document.head.append(style, script)
  }
  if (!matchMedia('(min-width: 64em)').matches) {
    const ask = button(mapOffer, 'map', () => {
      ask.remove()
      load()
    })
    place.prepend(ask)
    return
  }
  const seen = new IntersectionObserver((entries) => {
    if (!entries.some((entry) => entry.isIntersecting)) return
    seen.disconnect()
    load()
  })
  seen.observe(place)
}

function button(label: string, icon: string, press: () => void): HTMLButtonElement {
  const made = document.createElement('button')
  made.type = 'button'
  made.className = 'ds-button'
  made.dataset['variant'] = 'secondary'
  const sprite = document.querySelector('.icon use')?.getAttribute('href')?.split('#')[0]
  if (sprite) made.innerHTML = `<svg class="icon" aria-hidden="true"><use href="${sprite}#${icon}"/></svg>`
  const text = document.createElement('span')
  text.textContent = label
  made.append(text)
  made.addEventListener('click', press)
  return made
}

/** A menu made of `<details>` closes by Escape and by a press elsewhere. */
function closeMenusOutside(): void {
  const menus = document.querySelectorAll<HTMLDetailsElement>('.site-menu, .staff-user')
  document.addEventListener('click', ({ target }) => {
    for (const menu of menus)
      if (menu.open && target instanceof Node && !menu.contains(target)) menu.open = false
  })
  document.addEventListener('keydown', ({ key }) => {
    if (key !== 'Escape') return
    for (const menu of menus) {
      if (!menu.open) continue
      menu.open = false
      menu.querySelector('summary')?.focus()
    }
  })
}

/** What keeps a report on the device comes when somebody begins to write, or at once when there is something kept. */
function loadOnUse(form: HTMLFormElement): void {
  const load = () => {
    for (const event of ['focusin', 'change', 'input']) form.removeEventListener(event, load)
    void import(form.dataset['script'] ?? '')
  }
  for (const event of ['focusin', 'change', 'input']) form.addEventListener(event, load)
  if (form.dataset['key']) load()
  else void isAnythingKept().then((kept) => kept && load())
}

/** The page for writing without a network is kept in all languages, with the colours of the city. */
async function workOffline(): Promise<void> {
  const place = document.querySelector<HTMLMetaElement>('meta[name="offline"]')
  if (!place || !navigator.serviceWorker) return
  await navigator.serviceWorker.register('/sw.js')
  const { active } = await navigator.serviceWorker.ready
  const theme = [...document.querySelectorAll<HTMLLinkElement>('link[href^="/theme/"]')].map(
    ({ href }) => href,
  )
  // Pages that somebody may need once more in a place without a network, such as numbers to call.
  const itself = document.querySelector('[data-keep]') ? [location.pathname] : []
  const send = await isAnythingKept()
  active?.postMessage({ keep: [...place.content.split(' '), ...itself, ...theme], send })
}
