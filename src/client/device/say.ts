import { element } from '../dom.ts'

/** A notice with what can be done about it, in the place that screen readers listen to. */
export function say(notice: HTMLElement, title: string, text = '', ...buttons: HTMLElement[]): void {
  const box = element('div', { className: 'ds-alert stack stack-s' })
  box.dataset['color'] = 'info'
  box.append(element('p', { textContent: title }))
  if (text) box.append(element('p', { className: 'muted small', textContent: text.slice(0, 120) }))
  if (buttons.length > 0) {
    const row = element('p', { className: 'form-actions' })
    row.append(...buttons)
    box.append(row)
  }
  notice.replaceChildren(box)
}
