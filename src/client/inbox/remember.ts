import { queue } from './list.ts'

/**
 * The list that somebody came from: its address goes along with an act, so that "next" and "list" mean that list, and
 * its row goes into the address, so that back returns to it.
 */
export function rememberList(): void {
  if (queue()) {
    keep()
    document.addEventListener('fragment', keep)
    document.addEventListener('click', markRow, { capture: true })
    return
  }
  const list = sessionStorage.getItem('inbox')
  if (!list || !location.pathname.startsWith('/staff/complaints/')) return
  const { search, pathname } = new URL(list, location.origin)
  for (const form of document.querySelectorAll<HTMLFormElement>('form[method="post"]')) {
    const field = document.createElement('input')
    field.type = 'hidden'
    field.name = 'list'
    field.value = search.slice(1)
    form.append(field)
  }
  for (const link of document.querySelectorAll<HTMLAnchorElement>('.crumbs a')) {
    if (link.pathname === pathname) link.href = list
  }
}

function keep(): void {
  sessionStorage.setItem('inbox', location.pathname + location.search + location.hash)
}

function markRow(event: MouseEvent): void {
  const link = event.target instanceof Element ? event.target.closest('a[data-open]') : null
  const row = link?.closest('tr')
  if (!row?.id) return
  history.replaceState(history.state, '', `${location.pathname}${location.search}#${row.id}`)
  keep()
}
