import type { SavedWork, WorkStorage } from '../ui/studio/index.js';

const STORE = 'work';
const KEY = 'current';

/** Work in progress in IndexedDB. */
export const storage: WorkStorage = {
  async load() {
    const work: unknown = await ask('readonly', (store) => store.get(KEY));
    return isSavedWork(work) ? work : undefined;
  },
  async save(work) {
    await ask('readwrite', (store) => store.put(work, KEY));
  },
};

function isSavedWork(value: unknown): value is SavedWork {
  return typeof value === 'object' && value !== null && 'format' in value && value.format === 1;
}

/** Resolves when the transaction is complete: what is refused late (a full disk) is told too. */
async function ask<T>(
  mode: IDBTransactionMode,
  request: (store: IDBObjectStore) => IDBRequest<T>,
): Promise<T> {
  // No promise where it is open: a page that goes away only gets done what it asks at once.
  const database = opened ?? (await open());
  return new Promise<T>((resolve, reject) => {
    const transaction = database.transaction(STORE, mode);
    const asked = request(transaction.objectStore(STORE));
    transaction.oncomplete = () => {
      resolve(asked.result);
    };
    transaction.onabort = () => {
      reject(inWords(transaction.error));
    };
    transaction.commit();
  });
}

let opened: IDBDatabase | undefined;

function open(): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const opening = indexedDB.open('facepencil', 1);
    opening.onupgradeneeded = () => {
      opening.result.createObjectStore(STORE);
    };
    opening.onsuccess = () => {
      const database = opening.result;
      const forget = () => {
        opened = undefined;
      };
      // The person has cleared the site's data, or a newer page wants another version.
      database.onclose = forget;
      database.onversionchange = () => {
        forget();
        database.close();
      };
      opened = database;
      resolve(database);
    };
    opening.onerror = () => {
      reject(inWords(opening.error));
    };
    opening.onblocked = () => {
      reject(new Error('Another tab holds the store; close it.'));
    };
  });
}

function inWords(error: DOMException | null): Error {
  if (error?.name === 'QuotaExceededError') {
    return new Error('The browser gives this page no more room. Save your files, then free some.');
  }
  return new Error(error?.message ?? 'The browser did not say why.');
}
