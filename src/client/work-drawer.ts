import { createCityMap, L } from './city-map.ts'
import { element, secondaryButton, wordsOf } from './dom.ts'

// The shape of a work, drawn on the map of the city into the field that holds it as GeoJSON.

type Mode = 'point' | 'line' | 'area'
const fewest: Record<Mode, number> = { point: 1, line: 2, area: 3 }

/**
 * Data of the place: those of the city map and the words `point`, `line`, `area`, `undo`, `clear`, `hint`. The field is
 * `textarea[name="shape"]` of the same form; what stands in it is drawn and stays until something new is begun.
 */
export function workDrawer(place: HTMLElement): void {
  const field = place.closest('form')?.querySelector<HTMLTextAreaElement>('textarea[name="shape"]')
  if (!field) return
  const words = wordsOf(place)
  const map = createCityMap(place)
  const layer = L.layerGroup().addTo(map)
  let mode: Mode = 'line'
  let corners: L.LatLng[] = []

  const draw = () => {
    layer.clearLayers()
    const look = { className: 'work-drawn', interactive: false }
    if (mode === 'line') L.polyline(corners, look).addTo(layer)
    if (mode === 'area') L.polygon(corners, look).addTo(layer)
    for (const corner of corners) L.circleMarker(corner, { ...look, radius: 5 }).addTo(layer)
    field.value = corners.length >= fewest[mode] ? JSON.stringify(geometryOf(mode, corners)) : ''
  }
  const modes = (['point', 'line', 'area'] as const).map((one) => {
    const choose = secondaryButton(words[one] ?? '', 'pencil', () => {
      mode = one
      corners = one === 'point' ? corners.slice(0, 1) : corners
      press()
      draw()
    })
    return { one, choose }
  })
  const press = () => {
    for (const { one, choose } of modes) choose.setAttribute('aria-pressed', String(one === mode))
  }
  map.on('click', ({ latlng }) => {
    corners = mode === 'point' ? [latlng] : [...corners, latlng]
    draw()
  })
  const undo = secondaryButton(words['undo'] ?? '', 'undo-2', () => {
    corners = corners.slice(0, -1)
    draw()
  })
  const clear = secondaryButton(words['clear'] ?? '', 'x', () => {
    corners = []
    draw()
  })
  const bar = element('p', { className: 'row' })
  bar.append(...modes.map(({ choose }) => choose), undo, clear)
  place.prepend(element('p', { className: 'muted small', textContent: words['hint'] ?? '' }), bar)
  press()
  showWritten(field.value, layer, map)
}

function geometryOf(mode: Mode, corners: readonly L.LatLng[]): object {
  const positions = corners.map(({ lng, lat }) => [rounded(lng), rounded(lat)])
  if (mode === 'point') return { type: 'Point', coordinates: positions[0] }
  if (mode === 'line') return { type: 'LineString', coordinates: positions }
  return { type: 'Polygon', coordinates: [[...positions, positions[0]]] }
}

/** What is in the field already; a text that is no GeoJSON stays a text. */
function showWritten(text: string, layer: L.LayerGroup, map: L.Map): void {
  if (text.trim() === '') return
  try {
    const written = L.geoJSON(JSON.parse(text), {
      style: { className: 'work-drawn' },
      interactive: false,
      pointToLayer: (_feature, at) => L.circleMarker(at, { radius: 7, className: 'work-drawn' }),
    })
    written.addTo(layer)
    map.fitBounds(written.getBounds().pad(0.5), { maxZoom: 15 })
  } catch {
    // The server says what is wrong with it when the form is sent.
  }
}

const rounded = (degrees: number): number => Number(degrees.toFixed(6))
