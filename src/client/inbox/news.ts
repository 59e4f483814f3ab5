import { queue } from './list.ts'

const EVERY_MS = 30_000

/** Asks every half minute how many have come. Says so in one line; rows move only when somebody presses it. */
export function watchNews(): void {
  if (!queue()) return
  setInterval(() => {
    if (document.visibilityState === 'visible') void ask()
  }, EVERY_MS)
}

type News = { count: number; text: string; href: string }

async function ask(): Promise<void> {
  const url = queue()?.dataset['news']
  if (!url) return
  const answer = await fetch(url).catch(() => null)
  if (!answer?.ok || answer.redirected) return
  const { count, text, href }: News = await answer.json()
  const line = document.querySelector('[data-news-line]')
  // The same words again would be read aloud again.
  if (!line || count === 0 || line.textContent === text) return
  const link = document.createElement('a')
  link.href = href
  link.textContent = text
  line.replaceChildren(link)
}
