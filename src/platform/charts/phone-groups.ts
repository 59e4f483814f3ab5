import { type Bounds, type LonLat, mapFrame, radiusOf } from './district-map.ts'

type Mark = { at: LonLat; count: number }

/** Pixels of the picture in a window of 320 px, the narrowest; a wider one has more room. */
const narrowWidth = 286
/** Circles larger than this are drawn smaller on a phone (map-svg.ejs; `.map-mark-large` in charts.css). */
const large = 20
const smaller = 0.72

/**
 * Marks that would lie over each other in the picture on a phone, together; every mark that lies in the picture is in
 * one of the groups.
 */
export function groupsOnPhone<Of extends Mark>(marks: readonly Of[], bounds: Bounds): Of[][] {
  const { project, isInside } = mapFrame(bounds, narrowWidth)
  const circleOf = (members: readonly Of[]) => {
    const { at, count } = meanOf(members)
    const [x, y] = project(at)
    const radius = radiusOf(count)
    return { members, x, y, radius: radius > large ? radius * smaller : radius }
  }
  const shown = marks.filter(({ at }) => isInside(at))
  let circles = shown.toSorted((a, b) => b.count - a.count).map((mark) => circleOf([mark]))
  // A group of two is larger and lies elsewhere, so that it may touch a third.
  for (let before = Number.POSITIVE_INFINITY; circles.length < before; ) {
    before = circles.length
    const apart: typeof circles = []
    for (const circle of circles) {
      const at = apart.findIndex((other) => touch(circle, other))
      const other = apart[at]
      if (other === undefined) apart.push(circle)
      else apart[at] = circleOf([...other.members, ...circle.members])
    }
    circles = apart
  }
  return circles.map(({ members }) => [...members])
}

/** Where all of them are on average, and how many. */
export function meanOf(marks: readonly Mark[]): Mark {
  const count = marks.reduce((sum, mark) => sum + mark.count, 0)
  const mean = (axis: 0 | 1) => marks.reduce((sum, mark) => sum + mark.at[axis] * mark.count, 0) / count
  return { at: [mean(0), mean(1)], count }
}

type Circle = { x: number; y: number; radius: number }

const touch = (a: Circle, b: Circle): boolean => Math.hypot(a.x - b.x, a.y - b.y) < a.radius + b.radius
