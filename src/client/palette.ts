import { after } from './dom.ts'

// The colours of a city are drawn anew while one is being chosen; the button does the same without scripts.

const field = document.querySelector<HTMLInputElement>('input[type="color"]')
if (field)
  field.addEventListener(
    'input',
    after(200, () => void draw(field.value)),
  )

async function draw(colour: string): Promise<void> {
  const answer = await fetch(`${location.pathname}?${new URLSearchParams({ brandColour: colour })}`)
  if (!answer.ok) return
  const page = new DOMParser().parseFromString(await answer.text(), 'text/html')
  const [shown, fresh] = [document.getElementById('palette'), page.getElementById('palette')]
  // Another colour may have been chosen meanwhile; its own answer comes.
  if (shown && fresh && field?.value === colour) shown.replaceWith(fresh)
}
