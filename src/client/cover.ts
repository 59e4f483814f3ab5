// Places of a photo are drawn with a finger or a mouse; without this the cells and the percent fields do the same.

const place = document.querySelector<HTMLElement>('[data-cover-script]')
const field = place?.closest('form')?.querySelector<HTMLInputElement>('input[name="drawn"]')
if (place && field) draw(place, field)

type Point = { x: number; y: number }

function draw(place: HTMLElement, field: HTMLInputElement): void {
  const surface = document.createElement('div')
  surface.className = 'cover-draw'
  const hint = document.createElement('p')
  hint.className = 'muted small'
  hint.textContent = place.dataset['coverHint'] ?? ''
  const undo = document.createElement('button')
  undo.type = 'button'
  undo.className = 'ds-button'
  undo.dataset['variant'] = 'secondary'
  undo.textContent = place.dataset['coverUndo'] ?? ''
  undo.addEventListener('click', () => {
    areas.pop()
    show()
  })
  const areas = field.value.split(';').filter(Boolean)
  const boxes = document.createElement('div')
  place.append(surface, boxes)
  place.after(hint, undo)

  let from: Point | null = null
  surface.addEventListener('pointerdown', (event) => {
    from = at(event)
    surface.setPointerCapture(event.pointerId)
  })
  surface.addEventListener('pointermove', (event) => {
    if (from) show(between(from, at(event)))
  })
  surface.addEventListener('pointercancel', () => {
    from = null
    show()
  })
  surface.addEventListener('pointerup', (event) => {
    if (!from) return
    const area = between(from, at(event))
    from = null
    // A press without a drag is meant for the cell below it.
    if (area.w < 1.5 || area.h < 1.5) return tick(event)
    areas.push([area.x, area.y, area.w, area.h].map((percent) => percent.toFixed(2)).join(','))
    show()
  })
  show()

  function at({ clientX, clientY }: PointerEvent): Point {
    const box = surface.getBoundingClientRect()
    const percent = (value: number, side: number) => Math.min(Math.max((value / side) * 100, 0), 100)
    return { x: percent(clientX - box.left, box.width), y: percent(clientY - box.top, box.height) }
  }

  function tick({ clientX, clientY }: PointerEvent): void {
    show()
    const below = document.elementsFromPoint(clientX, clientY).find((one) => one.matches('.cover-cell'))
    below?.querySelector('input')?.click()
  }

  function show(current?: ReturnType<typeof between>): void {
    field.value = areas.join(';')
    undo.hidden = areas.length === 0
    const shown = areas.map((area) => area.split(',').map(Number))
    if (current) shown.push([current.x, current.y, current.w, current.h])
    boxes.replaceChildren(
      ...shown.map(([x = 0, y = 0, w = 0, h = 0]) => {
        const box = document.createElement('span')
        box.className = 'cover-box'
        Object.assign(box.style, { left: `${x}%`, top: `${y}%`, width: `${w}%`, height: `${h}%` })
        return box
      }),
    )
  }
}

const between = (a: Point, b: Point) => ({
  x: Math.min(a.x, b.x),
  y: Math.min(a.y, b.y),
  w: Math.abs(a.x - b.x),
  h: Math.abs(a.y - b.y),
})
