import { createCityMap, L } from './city-map.ts'
import './styles/place-picker.css'

/** How close the map comes to a known place: without tiles there is nothing to see any closer. */
const CLOSE_ZOOM = 14
/** Pixels that one press on an arrow moves the map. */
const STEP = 96
/** Of another way of typing it the map says nothing; the server reads more of them. */
const POINT = /^\s*(-?\d+\.\d+),\s*(-?\d+\.\d+)\s*$/

/**
 * A map that moves under a fixed crosshair, with buttons for those who cannot drag. Besides the data attributes of
 * the city map it reads `point` (`lat,lon` already chosen, or empty) and the words `hint`, `take`, `centre`, `north`, `south`,
 * `west`, `east`. With `field`, the name of a field of the same form that holds the point as text, it begins there and
 * what is taken is written into it and said in the words `taken`. What is taken goes out as the event `pointtaken` of the
 * place, detail { lat, lng }; the event `pointfound` with the same detail moves the map.
 */
export function placePicker(place: HTMLElement): void {
  const { hint = '' } = place.dataset
  const field = fieldOf(place)
  const point = field?.value ?? place.dataset['point'] ?? ''
  const map = createCityMap(place)
  const cross = document.createElement('span')
  cross.className = 'crosshair'
  map.getContainer().append(cross)
  const pin = L.circleMarker([0, 0], { radius: 9, className: 'place-picker-pin', interactive: false })
  const mark = (at: L.LatLngExpression) => pin.setLatLng(at).addTo(map)
  const show = (at: L.LatLngExpression) => {
    mark(at)
    map.setView(at, Math.max(map.getZoom(), CLOSE_ZOOM))
  }
  const [, lat, lon] = POINT.exec(point) ?? []
  if (lat !== undefined && lon !== undefined) show([Number(lat), Number(lon)])

  map.on('click', ({ latlng }) => map.panTo(latlng))
  place.addEventListener('pointfound', (event) => show((event as CustomEvent<L.LatLngLiteral>).detail))
  const said = Object.assign(document.createElement('p'), { className: 'muted small', textContent: hint })
  const bar = document.createElement('div')
  bar.className = 'place-picker-bar'
  bar.append(takeButton(place, map, mark), moveButtons(place, map))
  place.prepend(said)
  place.append(bar, ...(field ? [takenLine(place, field)] : []), centreLine(place, map))
}

/** Writes what is taken into the field and says so here: the field may be out of view. */
function takenLine(place: HTMLElement, field: HTMLInputElement): HTMLElement {
  const line = document.createElement('p')
  line.className = 'place-picker-taken'
  line.setAttribute('role', 'status')
  field.addEventListener('input', () => {
    line.textContent = ''
  })
  place.addEventListener('pointtaken', (event) => {
    const { lat, lng } = (event as CustomEvent<L.LatLngLiteral>).detail
    // All digits, as the server wants some of them even of a whole number.
    const [latText, lonText] = [lat.toFixed(6), lng.toFixed(6)]
    field.value = `${latText}, ${lonText}`
    field.dispatchEvent(new Event('input', { bubbles: true }))
    line.textContent = (place.dataset['taken'] ?? '').replace('#lat', latText).replace('#lon', lonText)
  })
  return line
}

function fieldOf(place: HTMLElement): HTMLInputElement | null {
  const name = place.dataset['field']
  if (name === undefined) return null
  return place.closest('form')?.querySelector<HTMLInputElement>(`input[name="${name}"]`) ?? null
}

/** Says where the crosshair stands, for those who move the map without seeing it. */
function centreLine({ dataset }: HTMLElement, map: L.Map): HTMLElement {
  const line = document.createElement('p')
  line.className = 'muted small'
  line.setAttribute('role', 'status')
  const say = () => {
    const { lat, lng } = map.getCenter()
    const text = (dataset['centre'] ?? '').replace('#lat', lat.toFixed(5)).replace('#lon', lng.toFixed(5))
    line.textContent = text
  }
  map.on('moveend', say)
  say()
  return line
}

function takeButton(place: HTMLElement, map: L.Map, mark: (at: L.LatLng) => void): HTMLElement {
  return button(place.dataset['take'] ?? '', 'map-pin', () => {
    const at = map.getCenter()
    mark(at)
    const detail = { lat: Number(at.lat.toFixed(6)), lng: Number(at.lng.toFixed(6)) }
    place.dispatchEvent(new CustomEvent('pointtaken', { bubbles: true, detail }))
  })
}

function moveButtons({ dataset }: HTMLElement, map: L.Map): HTMLElement {
  const moves = document.createElement('span')
  moves.className = 'place-picker-moves'
  const ways: [string | undefined, string, [number, number]][] = [
    [dataset['west'], 'arrow-left', [-STEP, 0]],
    [dataset['north'], 'arrow-up', [0, -STEP]],
    [dataset['south'], 'arrow-down', [0, STEP]],
    [dataset['east'], 'arrow-right', [STEP, 0]],
  ]
  for (const [label = '', icon, by] of ways) {
    const move = button('', icon, () => map.panBy(by))
    move.setAttribute('aria-label', label)
    move.title = label
    moves.append(move)
  }
  return moves
}

function button(label: string, icon: string, press: () => void): HTMLButtonElement {
  const made = document.createElement('button')
  made.type = 'button'
  made.className = 'ds-button'
  made.dataset['variant'] = 'secondary'
  const sprite = document.querySelector('.icon use')?.getAttribute('href')?.split('#')[0] ?? ''
  made.innerHTML = `<svg class="icon" aria-hidden="true"><use href="${sprite}#${icon}"/></svg>`
  if (label !== '') made.append(Object.assign(document.createElement('span'), { textContent: label }))
  made.addEventListener('click', press)
  return made
}
