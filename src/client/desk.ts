// What is typed at the desk is kept on the server every few seconds; without this the buttons do the same.

const PAUSE_MS = 4_000

for (const form of document.querySelectorAll<HTMLFormElement>('form[data-draft]')) keep(form)

function keep(form: HTMLFormElement): void {
  const said = form.querySelector<HTMLElement>('[data-saved]')
  const { draft = '' } = form.dataset
  let last = wordsOf(form)
  let timer: ReturnType<typeof setTimeout> | undefined

  const save = async (): Promise<void> => {
    const words = wordsOf(form)
    if (words === last || form.dataset['busy'] !== undefined) return
    try {
      const headers = { Accept: 'application/json', 'Content-Type': 'application/x-www-form-urlencoded' }
      const answer = await fetch(draft, { method: 'POST', headers, body: words, redirect: 'error' })
      if (!answer.ok) throw new Error(`Status ${answer.status}`)
      const { saved } = (await answer.json()) as { saved: string }
      last = words
      if (said) said.textContent = saved
    } catch {
      if (said) said.textContent = said.dataset['failed'] ?? ''
      plan()
    }
  }
  const plan = (): void => {
    clearTimeout(timer)
    timer = setTimeout(() => void save(), PAUSE_MS)
  }
  form.addEventListener('input', plan)
  // Leaving the page must not cost the last words.
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState !== 'hidden') return
    clearTimeout(timer)
    void save()
  })
}

/** All fields but the files, as a form sends them. */
function wordsOf(form: HTMLFormElement): string {
  const fields = [...new FormData(form)].filter(
    (pair): pair is [string, string] => typeof pair[1] === 'string',
  )
  return new URLSearchParams(fields).toString()
}
