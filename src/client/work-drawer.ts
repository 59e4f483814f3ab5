import { createCityMap, L } from './city-map.ts'
import { element, secondaryButton, wordsOf } from './dom.ts'

// The shape of a work, drawn on the map of the city into the field that holds it as GeoJSON.

type Mode = 'point' | 'line' | 'area'

/**
 * Data of the place: those of the city map and the words `point`, `line`, `area`, `undo`, `clear`, `hint`. The field is
 * `textarea[name="shape"]` of the same form; what stands in it is drawn. One point, line or area is gone on with; any
 * other shape stays as it is until something new is begun or it is cleared.
 */
export function workDrawer(place: HTMLElement): void {
  const field = place.closest('form')?.querySelector<HTMLTextAreaElement>('textarea[name="shape"]')
  if (!field) return
  const words = wordsOf(place)
  const map = createCityMap(place)
  // Two quick presses are two corners
  map.doubleClickZoom.disable()
  const layer = L.layerGroup().addTo(map)
  const written = shapeIn(field.value)
  let { mode, corners } = written.drawn ?? { mode: 'line' as Mode, corners: [] as L.LatLng[] }

  const write = () => {
    field.value = corners.length === 0 ? '' : JSON.stringify(geometryOf(mode, corners))
  }
  const draw = () => {
    layer.clearLayers()
    const outline = outlineOf(mode, corners)?.addTo(layer)
    for (const [index, corner] of corners.entries()) {
      cornerMark(corner, (to) => {
        corners = corners.with(index, to)
        outline?.setLatLngs(corners)
        write()
      }).addTo(layer)
    }
  }
  const change = (to: L.LatLng[]) => {
    corners = to
    draw()
    write()
  }
  const modes = (['point', 'line', 'area'] as const).map((one) => {
    const choose = secondaryButton(words[one] ?? '', 'pencil', () => {
      mode = one
      press()
      if (corners.length > 0) change(one === 'point' ? corners.slice(0, 1) : corners)
    })
    return { one, choose }
  })
  const press = () => {
    for (const { one, choose } of modes) choose.setAttribute('aria-pressed', String(one === mode))
  }
  map.on('click', ({ latlng }) => {
    if (corners.at(-1)?.equals(latlng) !== true) change(mode === 'point' ? [latlng] : [...corners, latlng])
  })
  const undo = secondaryButton(words['undo'] ?? '', 'undo-2', () => {
    if (corners.length > 0) change(corners.slice(0, -1))
  })
  const clear = secondaryButton(words['clear'] ?? '', 'x', () => change([]))
  const bar = element('p', { className: 'row' })
  bar.append(...modes.map(({ choose }) => choose), undo, clear)
  place.prepend(element('p', { className: 'muted small', textContent: words['hint'] ?? '' }), bar)
  press()
  if (written.drawn !== null) draw()
  else written.other?.addTo(layer)
  if (written.bounds?.isValid()) map.fitBounds(written.bounds.pad(0.5), { maxZoom: 15 })
}

const look = { className: 'work-drawn', interactive: false }

/** Null for a point, which its corner shows. */
function outlineOf(mode: Mode, corners: readonly L.LatLng[]): L.Polyline | L.Polygon | null {
  if (mode === 'point') return null
  if (mode === 'area') return L.polygon([...corners], look)
  const line: L.Polyline = L.polyline([...corners], look)
  return line
}

/** A corner that can be pulled, large enough for a finger. */
function cornerMark(at: L.LatLng, onPull: (to: L.LatLng) => void): L.Marker {
  const icon = L.divIcon({ className: 'work-corner', iconSize: [28, 28] })
  const mark = L.marker(at, { icon, draggable: true, keyboard: false })
  mark.on('drag', () => onPull(mark.getLatLng()))
  return mark
}

/** What there is of the shape: a line of one corner is a point, an area of two a line. Nothing drawn is lost. */
function geometryOf(mode: Mode, corners: readonly L.LatLng[]): object {
  const positions = corners.map(({ lng, lat }) => [rounded(lng), rounded(lat)])
  if (positions.length === 1 || mode === 'point') return { type: 'Point', coordinates: positions[0] }
  if (positions.length === 2 || mode === 'line') return { type: 'LineString', coordinates: positions }
  return { type: 'Polygon', coordinates: [[...positions, positions[0]]] }
}

type Written = {
  /** What can be gone on with. */
  drawn: { mode: Mode; corners: L.LatLng[] } | null
  /** What is only shown. */
  other: L.GeoJSON | null
  bounds: L.LatLngBounds | null
}

/** What is in the field already; of a text that is no GeoJSON the server says what is wrong when the form is sent. */
function shapeIn(text: string): Written {
  const nothing: Written = { drawn: null, other: null, bounds: null }
  if (text.trim() === '') return nothing
  try {
    const other = L.geoJSON(JSON.parse(text), {
      style: { className: 'work-drawn' },
      interactive: false,
      pointToLayer: (_feature, at) => L.circleMarker(at, { radius: 7, className: 'work-drawn' }),
    })
    const [only, ...more] = other.getLayers()
    return { drawn: more.length === 0 ? drawnIn(only) : null, other, bounds: other.getBounds() }
  } catch {
    return nothing
  }
}

function drawnIn(layer: L.Layer | undefined): Written['drawn'] {
  if (layer instanceof L.CircleMarker) return { mode: 'point', corners: [layer.getLatLng()] }
  if (layer instanceof L.Polygon) {
    const rings = layer.getLatLngs() as L.LatLng[][] | L.LatLng[][][]
    const [ring] = rings
    const isPlain = rings.length === 1 && ring?.[0] instanceof L.LatLng
    return isPlain ? { mode: 'area', corners: ring as L.LatLng[] } : null
  }
  if (layer instanceof L.Polyline) {
    const corners = layer.getLatLngs()
    return corners[0] instanceof L.LatLng ? { mode: 'line', corners: corners as L.LatLng[] } : null
  }
  return null
}

const rounded = (degrees: number): number => Number(degrees.toFixed(6))
