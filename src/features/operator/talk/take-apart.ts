/** A pasted e-mail in parts; what the paste does not say is empty. */
export type Parts = { from: string; subject: string; text: string }

/** Names of header lines as mail programs of the country write them, in the three languages. */
const names = {
  from: /^(?:from|от|от кого|отправитель|кімнен|жіберуші)$/i,
  subject: /^(?:subject|тема|тақырып|тақырыбы)$/i,
  other: /^(?:to|cc|bcc|date|sent|reply-to|кому|копия|дата|отправлено|кімге|көшірме|күні|жіберілді)$/i,
}
const header = /^[>*\s]*([\p{L}-]+(?: [\p{L}-]+)?)\s*:\**\s*(.*)$/u
const address = /[^\s<>"'(),;:]{1,64}@[^\s<>"'(),;:]{1,190}/
/** Below this stands what was written before, or a signature. */
const quoted =
  /^(?:-- ?$|>|-{3,}\s*(?:original message|исходное сообщение|пересылаемое сообщение|бастапқы хабар)|on .{4,80} wrote:$|.{6,120} (?:пишет|написал|написала|жазды):?$)/i

/** Takes an e-mail apart that was pasted with its head: sender, subject, and the words without what they answer to. */
export function takeApart(pasted: string): Parts {
  const lines = pasted.replaceAll('\r', '').split('\n')
  const parts: Parts = { from: '', subject: '', text: '' }
  let at = 0
  for (; at < lines.length; at++) {
    const line = lines[at] ?? ''
    if (line.trim() === '') continue
    const [, name = '', value = ''] = header.exec(line) ?? []
    if (names.from.test(name)) parts.from = address.exec(value)?.[0] ?? ''
    else if (names.subject.test(name)) parts.subject = value.trim()
    else if (!names.other.test(name)) break
  }
  const own = lines.slice(at)
  const end = own.findIndex((line, index) => index > 0 && quoted.test(line.trim()))
  parts.text = (end === -1 ? own : own.slice(0, end))
    .join('\n')
    .replaceAll(/\n{3,}/g, '\n\n')
    .trim()
  return parts
}
