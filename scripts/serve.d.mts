export interface Served {
  /** `http://127.0.0.1:<port>/` */
  readonly address: string;
  close(): Promise<void>;
}

export function serve(
  folder: string,
  options?: {
    readonly port?: number;
    readonly isolated?: boolean;
    readonly refuse?: (path: string) => boolean;
  },
): Promise<Served>;
