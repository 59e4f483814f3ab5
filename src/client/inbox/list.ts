/** The section that the server replaces: asked for anew each time. */
export const queue = (): HTMLElement | null => document.getElementById('queue')

export const rows = (): HTMLTableRowElement[] => [
  ...document.querySelectorAll<HTMLTableRowElement>('.worklist > tbody > tr'),
]

/** The row that the keys are at. */
export const currentRow = (): HTMLTableRowElement | null =>
  document.querySelector<HTMLTableRowElement>('.worklist > tbody > tr[data-current]') ??
  document.activeElement?.closest<HTMLTableRowElement>('.worklist > tbody > tr') ??
  null

/** Back from a complaint, the row that the address names is where the keys go on. */
export function returnToRow(): void {
  const { hash } = location
  if (hash.length > 1) goTo(rows().find(({ id }) => `#${id}` === hash))
}

/** Goes to a row: it is marked, and its link has the focus, so that readers of the screen follow. */
export function goTo(row: HTMLTableRowElement | undefined): void {
  if (!row) return
  for (const other of rows()) other.removeAttribute('data-current')
  row.setAttribute('data-current', '')
  row.querySelector<HTMLElement>('a[data-open]')?.focus({ preventScroll: true })
  row.scrollIntoView({ block: 'nearest' })
}
