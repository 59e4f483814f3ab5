const EVERY_MS = 30_000

/** While an answer is being written the others are told, and this person of somebody else. */
export function watchAnswering(): void {
  const line = document.querySelector<HTMLElement>('[data-answering]')
  const editor = document.querySelector(
    'form[action$="/answer"], form[action$="/refuse"], form[action$="/plan"]',
  )
  if (!line || !editor) return
  void sign(line)
  setInterval(() => {
    if (document.visibilityState === 'visible') void sign(line)
  }, EVERY_MS)
}

async function sign(line: HTMLElement): Promise<void> {
  const answer = await fetch(line.dataset['answering'] ?? '', { method: 'POST' }).catch(() => null)
  if (!answer?.ok || answer.redirected) return
  const { text }: { text: string | null } = await answer.json()
  const words = line.querySelector('[data-answering-text]')
  line.hidden = text === null
  if (words && text !== null && words.textContent !== text) words.textContent = text
}
