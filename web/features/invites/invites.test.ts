import assert from 'node:assert/strict'
import { test } from 'node:test'
import { addressOf, type LinkLine, sortedLinks, stateAt, usesOf } from './link-line.ts'
import { acceptableAtOnce, groupOf, matchOf, type RequestLine, waitingRequests } from './request-line.ts'

function request(part: Partial<RequestLine>): RequestLine {
  return {
    id: 'r',
    kind: 'pupil',
    classId: 'c',
    className: '6А',
    surname: 'Гаврилов',
    name: 'Артём',
    patronymic: null,
    position: null,
    child: null,
    match: null,
    createdAt: 0,
    state: 'waiting',
    decidedBy: null,
    reason: null,
    ...part,
  }
}

function link(part: Partial<LinkLine>): LinkLine {
  return {
    id: 'l',
    kind: 'pupil',
    classId: 'c',
    className: '6А',
    createdBy: '',
    createdAt: 0,
    expiresAt: 100,
    maxUses: 30,
    uses: 0,
    lastUsedAt: null,
    state: 'live',
    handed: [],
    ...part,
  }
}

const listed = (personId: string) => ({ personId, name: 'Артём Гаврилов', exact: true })

test('a request is listed, similar or unlisted; staff is on no class list', () => {
  assert.equal(matchOf(request({ match: listed('p') })), 'listed')
  assert.equal(matchOf(request({ match: { ...listed('p'), exact: false } })), 'similar')
  assert.equal(matchOf(request({})), 'unlisted')
  assert.equal(matchOf(request({ kind: 'teacher' })), 'none')
  assert.deepEqual(
    (['pupil', 'parent', 'teacher', 'staff', 'administration'] as const).map((kind) => groupOf({ kind })),
    ['pupils', 'parents', 'staff', 'staff', 'staff'],
  )
})

test('one press accepts only who stands on the list exactly', () => {
  const requests = [
    request({ id: 'exact', match: listed('p1') }),
    request({ id: 'alike', match: { ...listed('p2'), exact: false } }),
    request({ id: 'nobody' }),
    request({ id: 'teacher', kind: 'teacher' }),
  ]
  assert.deepEqual(
    acceptableAtOnce(requests).map(({ id }) => id),
    ['exact'],
  )
})

test('two who ask for one place on the list are left to a person; both parents of a child are not', () => {
  assert.deepEqual(
    acceptableAtOnce([request({ id: 'a', match: listed('p') }), request({ id: 'b', match: listed('p') })]),
    [],
  )
  const parents = [
    request({ id: 'mum', kind: 'parent', match: listed('p') }),
    request({ id: 'dad', kind: 'parent', match: listed('p') }),
  ]
  assert.deepEqual(
    acceptableAtOnce(parents).map(({ id }) => id),
    ['mum', 'dad'],
  )
})

test('who has waited longest stands first, and what is answered is gone', () => {
  const requests = [
    request({ id: 'late', createdAt: 5 }),
    request({ id: 'done', state: 'accepted' }),
    request({ id: 'early', createdAt: 1 }),
  ]
  assert.deepEqual(
    waitingRequests(requests).map(({ id }) => id),
    ['early', 'late'],
  )
})

test('live links stand above dead ones, the newest first', () => {
  const links = [
    link({ id: 'dead', state: 'revoked', createdAt: 9 }),
    link({ id: 'old', createdAt: 1 }),
    link({ id: 'new', createdAt: 2 }),
  ]
  assert.deepEqual(
    sortedLinks(links).map(({ id }) => id),
    ['new', 'old', 'dead'],
  )
})

test('a link that ran out in an open tab is shown as expired', () => {
  assert.equal(stateAt(link({}), 99), 'live')
  assert.equal(stateAt(link({}), 100), 'expired')
  assert.equal(stateAt(link({ state: 'revoked' }), 1), 'revoked')
})

test('the token stands in the fragment of the address, where no server sees it', () => {
  const address = new URL(addressOf('abc_-DEF', 'https://school44.example.ru'))
  assert.equal(address.hash, '#abc_-DEF')
  assert.equal(address.pathname + address.search, '/i')
})

test('the number of uses is a whole number from 1 to 500', () => {
  assert.deepEqual(['1', ' 30 ', '500', '0', '501', '3,5', '', 'сто'].map(usesOf), [
    1,
    30,
    500,
    null,
    null,
    null,
    null,
    null,
  ])
})
