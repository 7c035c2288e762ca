// Plain JavaScript, because it must run on whatever Node it is here to refuse. The pinned Node is an optional
// dependency: where its download fails, pnpm goes on in silence and scripts would run on the system's Node.
const required = [24, 20];
const [major, minor] = process.versions.node.split('.').map(Number);
if (major < required[0] || (major === required[0] && minor < required[1])) {
  console.error(
    `Node ${process.versions.node} is too old: this repository needs ${required.join('.')} or newer. It brings its own ` +
      'on Linux and macOS; if you see this there, run `pnpm install --force` to fetch it again. Elsewhere, install Node.',
  );
  process.exit(1);
}
