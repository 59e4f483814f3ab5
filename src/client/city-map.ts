import * as L from 'leaflet'
import 'leaflet/dist/leaflet.css'
import './styles/map.css'

// The city as a moving map: districts, rivers and main roads drawn as SVG, with their names; on tiles where the city
// has a server of its own for them.

/** A feature of `shapes.json`; kind: outline, area, river, road or railway. */
type Shape = { type: 'Feature'; geometry: unknown; properties: { kind: string; name: string } }
type Shapes = { type: 'FeatureCollection'; features: Shape[] }

/** Names are drawn from this zoom on: the city's rivers and roads would cover its districts before. */
const LINE_NAMES_FROM = 12

/**
 * Puts a map into `place`, which tells everything by its data attributes: `shapes` (address), `bounds`
 * (west,south,east,north of the city), and the ready words `zoomIn`, `zoomOut`, `label`; where the city has a server of
 * map tiles also its address, `tiles`, and whose they are, `tilesBy`. Shows the whole city.
 */
export function createCityMap(place: HTMLElement): L.Map {
  const { bounds = '', zoomIn = '', zoomOut = '', label = '', shapes = '' } = place.dataset
  const { tiles = '', tilesBy = '' } = place.dataset
  const frame = document.createElement('div')
  frame.className = 'city-map'
  frame.setAttribute('role', 'region')
  frame.setAttribute('aria-label', label)
  place.replaceChildren(frame)
  const city = boundsOf(bounds)
  const map = L.map(frame, {
    zoomControl: false,
    // Without tiles any scale is as sharp as another and the city can fill the frame.
    zoomSnap: tiles === '' ? 0.25 : 1,
    zoomDelta: 1,
    attributionControl: false,
    minZoom: 8,
    maxZoom: 18,
    maxBounds: city.pad(0.5),
    maxBoundsViscosity: 0.8,
    // Scrolling a page must not be caught by the map under the pointer; pinching and the buttons zoom.
    scrollWheelZoom: false,
  })
  L.control.zoom({ position: 'topright', zoomInTitle: zoomIn, zoomOutTitle: zoomOut }).addTo(map)
  map.fitBounds(city)
  map.on('focus', () => map.scrollWheelZoom.enable())
  map.on('blur', () => map.scrollWheelZoom.disable())
  if (tiles !== '') layTiles(map, tiles, tilesBy)
  void drawShapes(map, shapes)
  return map
}

/** Under the borders, which are lines only then. */
function layTiles(map: L.Map, url: string, by: string): void {
  const owner = document.createElement('span')
  owner.textContent = by
  // The library takes markup, so the words are turned into it.
  const attribution = owner.innerHTML
  L.control.attribution({ prefix: false }).addTo(map)
  L.tileLayer(url, { attribution, maxZoom: 18, minZoom: 8 }).addTo(map)
  map.getContainer().classList.add('city-map-tiled')
}

/** `west,south,east,north` in degrees. */
export function boundsOf(text: string): L.LatLngBounds {
  const [west = 0, south = 0, east = 0, north = 0] = text.split(',').map(Number)
  return L.latLngBounds([south, west], [north, east])
}

/** The picture behind the points. When it does not come, the points still stand right to each other. */
async function drawShapes(map: L.Map, address: string): Promise<void> {
  const answer = await fetch(address).catch(() => null)
  if (!answer?.ok) return
  const { features } = (await answer.json()) as Shapes
  const lineNames = L.layerGroup()
  for (const feature of features) {
    const { kind, name } = feature.properties
    const layer = L.geoJSON(feature as Parameters<typeof L.geoJSON>[0], {
      interactive: false,
      style: { className: `city-map-${kind}` },
    })
    layer.addTo(map)
    if (kind === 'outline' || name === '') continue
    const at = kind === 'area' ? layer.getBounds().getCenter() : middleOfLine(layer)
    if (at) nameLabel(at, name, kind).addTo(kind === 'area' ? map : lineNames)
  }
  const show = () => {
    const near = map.getZoom() >= LINE_NAMES_FROM
    map.getContainer().classList.toggle('city-map-near', near)
    if (near) lineNames.addTo(map)
    else lineNames.remove()
  }
  map.on('zoomend', show)
  show()
  // A name that would lie under a mark or over another name is left out until there is room for it.
  map.on('zoomend moveend marks', () => requestAnimationFrame(() => makeRoom(map.getContainer())))
  makeRoom(map.getContainer())
}

function makeRoom(frame: HTMLElement): void {
  const names = [...frame.querySelectorAll<HTMLElement>('.city-map-name span')]
  for (const name of names) name.hidden = false
  const taken = [...frame.querySelectorAll('.city-map-cluster, .city-map-pin')].map((mark) =>
    mark.getBoundingClientRect(),
  )
  for (const name of names) {
    const box = name.getBoundingClientRect()
    if (taken.some((other) => overlap(box, other))) name.hidden = true
    else taken.push(box)
  }
}

const overlap = (a: DOMRect, b: DOMRect): boolean =>
  a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom

function nameLabel(at: L.LatLng, name: string, kind: string): L.Marker {
  const text = document.createElement('span')
  text.textContent = name
  const icon = L.divIcon({ className: `city-map-name city-map-name-${kind}`, html: text, iconSize: [0, 0] })
  return L.marker(at, { icon, interactive: false, keyboard: false })
}

function middleOfLine(layer: L.GeoJSON): L.LatLng | undefined {
  const line = layer.getLayers().find((one) => one instanceof L.Polyline)
  const points = line?.getLatLngs().flat(2) as L.LatLng[] | undefined
  return points?.[Math.floor(points.length / 2)]
}

export { L }
