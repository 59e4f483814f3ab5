import { element } from './dom.ts'

// The fields of ready texts become buttons that write them where the cursor is; without this they are typed.

let last: HTMLTextAreaElement | null = document.querySelector('.settings-form textarea')

document.addEventListener('focusin', ({ target }) => {
  if (target instanceof HTMLTextAreaElement) last = target
})

for (const word of document.querySelectorAll<HTMLElement>('[data-text-fields] [data-insert]')) {
  const field = word.textContent
  const button = element('button', { type: 'button', className: 'text-field', textContent: field })
  button.addEventListener('click', () => insert(field))
  word.replaceWith(button)
}

function insert(field: string): void {
  if (!last) return
  last.setRangeText(field, last.selectionStart, last.selectionEnd, 'end')
  last.focus()
}
