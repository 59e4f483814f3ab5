import { browserSupportsWebAuthn, startAuthentication, startRegistration } from '@simplewebauthn/browser'

/**
 * Passkeys: `<form hidden data-passkey="get|create" data-challenge="/path">` with one hidden field shows itself where the
 * browser knows passkeys, asks the server what to sign, lets the device sign it, and is sent. Without scripts the form
 * stays away; a code of an app does the same.
 */
if (browserSupportsWebAuthn()) {
  for (const form of document.querySelectorAll<HTMLFormElement>('form[data-passkey]')) {
    const place = form.closest<HTMLElement>('[data-passkey-place]') ?? form
    place.hidden = false
    form.hidden = false
    form.addEventListener('submit', (event) => {
      event.preventDefault()
      void sign(form)
    })
  }
}

async function sign(form: HTMLFormElement): Promise<void> {
  const field = form.querySelector<HTMLInputElement>('input[data-passkey-answer]')
  const said = form.querySelector<HTMLElement>('[data-passkey-said]')
  if (!field || !said) return
  said.textContent = form.dataset['waiting'] ?? ''
  try {
    const asked = await fetch(form.dataset['challenge'] ?? '', { method: 'POST' })
    if (!asked.ok || asked.redirected) return location.reload()
    const optionsJSON = await asked.json()
    const answer =
      form.dataset['passkey'] === 'create'
        ? await startRegistration({ optionsJSON })
        : await startAuthentication({ optionsJSON })
    field.value = JSON.stringify(answer)
    form.submit()
  } catch {
    // Refused at the device, or taken too long over it.
    said.textContent = form.dataset['failed'] ?? ''
  }
}
