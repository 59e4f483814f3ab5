import { createCityMap, L } from './city-map.ts'

// Complaints on the map: groups counted by the server for what is visible, pins with a card for single ones.

/** An entry of `cells.json`. `label` says it in words; `card` stands for a single complaint. */
type Cell = {
  at: [number, number]
  n: number
  text: string
  label: string
  box?: [number, number, number, number]
  card?: {
    href: string
    number: string
    title: string
    place: string
    state: string
    tone: string
    icon: string
  }
}

/** Data attributes of the place: those of the city map, and `cells` (address with the filters), `failed`, `list`. */
export function mountComplaintMap(place: HTMLElement): void {
  const { cells = '', failed = '', list = '', search = '' } = place.dataset
  const map = createCityMap(place)
  const marks = L.layerGroup().addTo(map)
  const note = document.createElement('p')
  note.className = 'city-map-note'
  note.setAttribute('role', 'status')
  place.append(note)
  const here = list === '' ? null : searchLink(place, search)
  const numbers = new WeakMap<L.Marker, string>()
  let running: AbortController | null = null

  async function refresh(): Promise<void> {
    const view = map.getBounds()
    const bbox = [view.getWest(), view.getSouth(), view.getEast(), view.getNorth()].map((degree) =>
      degree.toFixed(5),
    )
    const address = new URL(cells, location.href)
    address.searchParams.set('bbox', bbox.join(','))
    address.searchParams.set('zoom', String(Math.floor(map.getZoom())))
    if (here) here.href = withBox(list, bbox.join(','))
    running?.abort()
    running = new AbortController()
    try {
      const answer = await fetch(address, { signal: running.signal })
      if (!answer.ok) throw new Error(String(answer.status))
      const found = (await answer.json()) as { cells: Cell[] }
      replaceMarks(found.cells)
      note.textContent = ''
      map.fire('marks')
    } catch (error) {
      if (error instanceof DOMException && error.name === 'AbortError') return
      note.textContent = failed
    }
  }

  /** Old marks stay until new ones are there. One with an open card stays: opening it moved the map a little. */
  function replaceMarks(found: readonly Cell[]): void {
    let open: string | null = null
    for (const mark of marks.getLayers()) {
      if (mark instanceof L.Marker && mark.isPopupOpen()) open = numbers.get(mark) ?? null
      else marks.removeLayer(mark)
    }
    for (const cell of found) {
      if (cell.card !== undefined && cell.card.number === open) continue
      const mark = markOf(cell, map, list)
      if (cell.card) numbers.set(mark, cell.card.number)
      marks.addLayer(mark)
    }
  }

  map.on('moveend', () => void refresh())
  void refresh()
  pointFromCards(map)
}

function markOf(cell: Cell, map: L.Map, list: string): L.Marker {
  const mark = cell.card ? pin(cell, cell.card) : cluster(cell)
  // Leaflet opens popups by Enter, but passes no click on.
  mark.on('click', open)
  mark.on('keypress', ({ originalEvent }) => {
    if (originalEvent.key === 'Enter') open()
  })
  return mark

  function open(): void {
    if (cell.card) return
    const [west, south, east, north] = cell.box ?? [cell.at[1], cell.at[0], cell.at[1], cell.at[0]]
    if (map.getZoom() >= map.getMaxZoom()) {
      // Many at one address: nothing parts them, so they are shown as a list.
      location.assign(withBox(list, [west, south, east, north].join(',')))
      return
    }
    const target = L.latLngBounds([south, west], [north, east])
    map.setView(cell.at, Math.min(map.getMaxZoom(), Math.max(map.getBoundsZoom(target), map.getZoom() + 1)))
  }
}

function cluster({ at, n, text, label }: Cell): L.Marker {
  const size = Math.round(34 + 7 * Math.log10(n))
  const inside = document.createElement('span')
  inside.textContent = text
  const icon = L.divIcon({ className: 'city-map-cluster', html: inside, iconSize: [size, size] })
  return L.marker(at, { icon, title: label, alt: label })
}

function pin({ at, label }: Cell, card: NonNullable<Cell['card']>): L.Marker {
  const icon = L.divIcon({
    className: 'city-map-pin',
    html: iconOf(card.icon),
    iconSize: [36, 36],
    iconAnchor: [18, 36],
    popupAnchor: [0, -34],
  })
  const mark = L.marker(at, { icon, title: label, alt: label })
  mark.on('add', () => mark.getElement()?.setAttribute('data-color', card.tone))
  return mark.bindPopup(() => popupOf(card), { minWidth: 200, closeButton: false })
}

function popupOf(card: NonNullable<Cell['card']>): HTMLElement {
  const box = document.createElement('div')
  box.className = 'city-map-card'
  const link = Object.assign(document.createElement('a'), { href: card.href, textContent: card.title })
  const where = Object.assign(document.createElement('p'), { textContent: card.place })
  const tag = Object.assign(document.createElement('span'), { className: 'ds-tag', textContent: card.state })
  tag.dataset['color'] = card.tone
  box.append(link, where, tag)
  return box
}

/** An icon of the page's sprite; its address is that of any icon already there. */
function iconOf(name: string): SVGElement {
  const sprite = document.querySelector('.icon use')?.getAttribute('href')?.split('#')[0] ?? ''
  const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg')
  svg.setAttribute('class', 'icon')
  svg.setAttribute('aria-hidden', 'true')
  const use = document.createElementNS('http://www.w3.org/2000/svg', 'use')
  use.setAttribute('href', `${sprite}#${name}`)
  svg.append(use)
  return svg
}

function searchLink(place: HTMLElement, label: string): HTMLAnchorElement {
  const link = Object.assign(document.createElement('a'), { className: 'ds-button', textContent: label })
  link.dataset['variant'] = 'secondary'
  place.append(link)
  return link
}

function withBox(list: string, bbox: string): string {
  const address = new URL(list, location.href)
  address.searchParams.set('bbox', bbox)
  return address.pathname + address.search
}

/** A card under the pointer or in focus shows where it is. */
function pointFromCards(map: L.Map): void {
  const ring = L.marker([0, 0], {
    icon: L.divIcon({ className: 'city-map-ring', html: '', iconSize: [44, 44] }),
    interactive: false,
    keyboard: false,
    zIndexOffset: 1000,
  })
  for (const card of document.querySelectorAll<HTMLElement>('[data-at]')) {
    const [lat = 0, lon = 0] = (card.dataset['at'] ?? '').split(',').map(Number)
    const show = () => ring.setLatLng([lat, lon]).addTo(map)
    const hide = () => ring.remove()
    card.addEventListener('pointerenter', show)
    card.addEventListener('focusin', show)
    card.addEventListener('pointerleave', hide)
    card.addEventListener('focusout', hide)
  }
}
