const AFTER_MS = 3000

/** A page about running work comes back by itself until the work is done. */
export function lookAgain(): void {
  const link = document.querySelector<HTMLAnchorElement>('a[data-again]')
  if (link) setTimeout(() => location.replace(link.href), AFTER_MS)
}
