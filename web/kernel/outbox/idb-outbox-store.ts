/** Entries in IndexedDB: they survive the page, the browser and the device's battery. */
import { openDB, type DBSchema, type IDBPDatabase } from 'idb'
import { inOrder, type OutboxEntry, type OutboxStore } from './outbox-entry.ts'

interface Schema extends DBSchema {
  outbox: { key: string; value: OutboxEntry; indexes: { person: string } }
}

export async function openOutboxStore(name = 'peremena'): Promise<OutboxStore> {
  const db: IDBPDatabase<Schema> = await openDB<Schema>(name, 1, {
    upgrade(fresh) {
      fresh.createObjectStore('outbox', { keyPath: 'id' }).createIndex('person', 'person')
    },
    // A page of a newer version waits for us.
    blocking: () => db.close(),
  })
  return {
    put: async (entry) => {
      const tx = db.transaction('outbox', 'readwrite', { durability: 'strict' })
      await Promise.all([tx.store.put(entry), tx.done])
    },
    all: async (person) => (await db.getAllFromIndex('outbox', 'person', person)).toSorted(inOrder),
    delete: (id) => db.delete('outbox', id),
  }
}
