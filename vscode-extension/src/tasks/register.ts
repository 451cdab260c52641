import {
  type Disposable,
  type ExtensionContext,
  l10n,
  ProcessExecution,
  RelativePattern,
  Task,
  type TaskDefinition,
  TaskGroup,
  type TaskProvider,
  tasks,
  Uri,
  workspace,
  type WorkspaceFolder,
} from 'vscode';

const TYPE = 'facepencil';

/** A task as it stands in tasks.json. */
interface FaceTaskDefinition extends TaskDefinition {
  /** SVG files: paths or glob patterns, from the workspace folder. */
  readonly files?: readonly string[];
  /** Folder of the images, from the workspace folder. */
  readonly out?: string;
  /** Further options of the command line. */
  readonly options?: readonly string[];
}

const DEFAULT_FILES = ['**/*.svg'];
const DEFAULT_OUT = 'faces';
const EXCLUDED = '**/node_modules/**';

/** Tasks that run the bundled command line on the workspace's files. */
export function registerTasks(context: ExtensionContext): readonly Disposable[] {
  const program = Uri.joinPath(context.extensionUri, 'dist/facepencil.mjs').fsPath;
  const provider: TaskProvider = {
    async provideTasks() {
      const folders = workspace.workspaceFolders ?? [];
      const found = await Promise.all(
        folders.map((folder) => toTask(program, folder, { type: TYPE })),
      );
      return found.filter((task) => task !== undefined);
    },
    resolveTask(task) {
      const { scope } = task;
      const folder = typeof scope === 'object' ? scope : (workspace.workspaceFolders ?? [])[0];
      // VS Code wants the very definition back.
      return folder && toTask(program, folder, task.definition);
    },
  };
  return [tasks.registerTaskProvider(TYPE, provider)];
}

/** @returns undefined if there is no file to work on */
async function toTask(
  program: string,
  folder: WorkspaceFolder,
  definition: FaceTaskDefinition,
): Promise<Task | undefined> {
  const { files = DEFAULT_FILES, out = DEFAULT_OUT, options = [] } = definition;
  const found = await Promise.all(
    files.map((pattern) => workspace.findFiles(new RelativePattern(folder, pattern), EXCLUDED)),
  );
  const paths = [...new Set(found.flat().map(({ fsPath }) => fsPath))].sort();
  if (paths.length === 0) return undefined;
  const args = ['generate', ...paths, '--out', out, ...options];
  const execution = new ProcessExecution(process.execPath, [program, ...args], {
    cwd: folder.uri.fsPath,
    // On the desktop the program is VS Code's own, which is node if it is told to be.
    env: { ELECTRON_RUN_AS_NODE: '1' },
  });
  const name = l10n.t('make faces of {0}', files.join(', '));
  const task = new Task(definition, folder, name, TYPE, execution, []);
  task.group = TaskGroup.Build;
  task.detail = l10n.t('PNG images into {0}', out);
  return task;
}
