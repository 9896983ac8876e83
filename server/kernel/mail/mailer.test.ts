import assert from 'node:assert/strict'
import { once } from 'node:events'
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net'
import { after, before, test } from 'node:test'
import { smtpMailer } from './mailer.ts'

/** As much of an SMTP server as a letter needs: it keeps what it was given. */
let server: Server
let isRefusing = false
const sockets = new Set<Socket>()
const letters: { to: string[]; from: string; body: string }[] = []

before(async () => {
  server = createServer(serve).listen(0, '127.0.0.1')
  await once(server, 'listening')
})
after(() => {
  for (const socket of sockets) socket.destroy()
  server.close()
})

function serve(socket: Socket): void {
  sockets.add(socket)
  socket.on('close', () => sockets.delete(socket))
  const letter = { to: [] as string[], from: '', body: '' }
  let waiting = ''
  let isData = false
  const say = (line: string) => socket.write(`${line}\r\n`)
  say('220 mail.school.example ESMTP')
  socket.on('data', (piece) => {
    waiting += piece.toString('utf8')
    for (let end = waiting.indexOf('\r\n'); end !== -1; end = waiting.indexOf('\r\n')) {
      const line = waiting.slice(0, end)
      waiting = waiting.slice(end + 2)
      if (isData && line === '.') {
        isData = false
        letters.push({ ...letter })
        say('250 taken')
      } else if (isData) letter.body += `${line}\n`
      else if (/^EHLO/i.test(line)) say('250 mail.school.example')
      else if (/^MAIL FROM/i.test(line)) {
        letter.from = line
        say('250 ok')
      } else if (/^RCPT TO/i.test(line)) {
        if (!isRefusing) letter.to.push(line)
        say(isRefusing ? '550 no such box' : '250 ok')
      } else if (/^DATA/i.test(line)) {
        isData = true
        say('354 go on')
      } else if (/^QUIT/i.test(line)) {
        say('221 bye')
        socket.end()
      } else say('250 ok')
    }
  })
}

const mailer = () =>
  smtpMailer({ smtpUrl: `smtp://127.0.0.1:${(server.address() as AddressInfo).port}`, from: 'peremena@school.example' })

test('a letter reaches the mail server with sender, receiver, Russian subject and text', async () => {
  await mailer().send({ to: 'orlova@school.example', subject: 'Школа подключена', text: 'Здравствуйте!\nВойдите.' })
  const letter = letters.at(-1)
  assert.match(letter?.from ?? '', /<peremena@school\.example>/)
  assert.deepEqual(
    letter?.to.map((line) => /<(.*)>/.exec(line)?.[1]),
    ['orlova@school.example'],
  )
  const encoded = /Subject: (.*)/.exec(letter?.body ?? '')?.[1] ?? ''
  assert.match(encoded, /=\?UTF-8\?/)
  const text = Buffer.from((letter?.body ?? '').split('\n\n').slice(1).join('').replace(/\s/g, ''), 'base64').toString(
    'utf8',
  )
  assert.match(text, /Здравствуйте!\s+Войдите\./)
})

test('an address that tries to add headers or receivers reaches one receiver at most', async () => {
  const before = letters.length
  await mailer()
    .send({ to: 'a@b.example\r\nBcc: c@d.example', subject: 'Тема\r\nX-Evil: 1', text: 'текст' })
    .catch(() => undefined)
  for (const letter of letters.slice(before)) {
    assert.equal(letter.to.length, 1)
    assert.doesNotMatch(letter.body, /^(Bcc|X-Evil):/im)
  }
})

test('a letter that the mail server refuses is an error, so that the job tries again', async () => {
  isRefusing = true
  await assert.rejects(mailer().send({ to: 'nobody@school.example', subject: 'Тема', text: 'текст' }))
  isRefusing = false
})
