import type { AddressInfo } from 'node:net'
import PostalMime, { type Email } from 'postal-mime'
import { SMTPServer } from 'smtp-server'

export type Arrived = { to: string; sender: string; mail: Email }

/** A real mail server on loopback that keeps what it takes. */
export type MailServer = {
  url: string
  /** In the order in which they came. */
  arrived: Arrived[]
  /** 'down': the connection is refused as by a server that is being restarted. */
  state: 'up' | 'down'
  /** What is answered to these recipients, such as `550 5.1.1 no such user`. */
  refuses: Map<string, string>
  /** The last mail to this address. */
  lastTo(address: string): Arrived
  close(): Promise<void>
}

export async function openMailServer(): Promise<MailServer> {
  const smtp = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS', 'AUTH'],
    logger: false,
    onConnect(_session, callback) {
      callback(
        self.state === 'up' ? null : Object.assign(new Error('back in an hour'), { responseCode: 421 }),
      )
    },
    onRcptTo({ address }, _session, callback) {
      const answer = self.refuses.get(address)
      if (answer === undefined) return callback()
      const [code, ...words] = answer.split(' ')
      callback(Object.assign(new Error(words.join(' ')), { responseCode: Number(code) }))
    },
    onData(stream, { envelope }, callback) {
      const chunks: Buffer[] = []
      stream.on('data', (chunk: Buffer) => chunks.push(chunk))
      stream.on('end', () => {
        const sender = envelope.mailFrom === false ? '' : envelope.mailFrom.address
        const to = envelope.rcptTo.map(({ address }) => address).join(', ')
        void PostalMime.parse(Buffer.concat(chunks)).then((mail) => {
          self.arrived.push({ to, sender, mail })
          callback()
        })
      })
    },
  })
  await new Promise<void>((resolve) => smtp.listen(0, '127.0.0.1', resolve))
  const self: MailServer = {
    url: `smtp://127.0.0.1:${(smtp.server.address() as AddressInfo).port}`,
    arrived: [],
    state: 'up',
    refuses: new Map(),
    lastTo(address) {
      const found = self.arrived.findLast(({ to }) => to === address)
      if (found === undefined) throw new Error(`no mail to ${address}`)
      return found
    },
    async close() {
      await new Promise<void>((resolve) => smtp.close(() => resolve()))
    },
  }
  return self
}
