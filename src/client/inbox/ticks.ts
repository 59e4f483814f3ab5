/** Says how many are ticked; a press with shift ticks all between. */
export function countTicked(): void {
  let last: HTMLInputElement | null = null
  document.addEventListener('click', (event) => {
    const box = event.target
    if (!(box instanceof HTMLInputElement) || !box.matches('.worklist tbody input[type="checkbox"]')) return
    const boxes = [...document.querySelectorAll<HTMLInputElement>('.worklist tbody input[type="checkbox"]')]
    if (event.shiftKey && last && boxes.includes(last)) {
      const [from, to] = [boxes.indexOf(last), boxes.indexOf(box)].sort((a, b) => a - b)
      for (const between of boxes.slice(from, (to ?? 0) + 1)) between.checked = box.checked
    }
    last = box
  })
  document.addEventListener('change', say)
  document.addEventListener('click', say)
  say()
}

function say(): void {
  const line = document.querySelector<HTMLElement>('[data-count-line]')
  const count = document.querySelector('[data-count]')
  if (!line || !count) return
  const ticked = document.querySelectorAll('.worklist tbody input:checked').length
  line.hidden = ticked === 0
  if (count.textContent !== String(ticked)) count.textContent = String(ticked)
}
