// Starts npm's telegram-test-api, which nobody here wrote, and stands in front of it for what it lacks:
// a bot that is_bot, long polls, commands, files, presses with a chat_instance, and Telegram's word for "gone".
// node emulator.mjs PORT INNER_PORT FOLDER_OF_NODE_MODULES; it prints "ready" and lives as long as its input.
import { createServer } from "node:http";
import { createRequire } from "node:module";

const [port, inner, folder] = process.argv.slice(2);
const TelegramServer = createRequire(`${folder}/package.json`)("telegram-test-api");
const server = new TelegramServer({ host: "127.0.0.1", port: Number(inner), storeTimeout: 3600 });
const files = new Map();
const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

const instead = {
  getMe: () => ({ id: 666, is_bot: true, first_name: "Lantern", username: "lantern_test_bot" }),
  setMyCommands: () => true,
  getFile: ({ file_id }) => ({ file_id, file_unique_id: file_id, file_path: file_id }),
  async getUpdates({ timeout = 0 }, token) {
    const end = Date.now() + timeout * 1000;
    for (;;) {
      const updates = server.getUpdates(token);
      for (const { callback_query: press } of updates) if (press) press.chat_instance = "1";
      if (updates.length || Date.now() >= end) return updates;
      await sleep(10);
    }
  },
  deleteMessage({ chat_id, message_id }) {
    // A press is stored under the number of the message after it, so one deletion may hit only the press.
    for (let hits = 0; ; hits++)
      if (!server.deleteMessage(Number(chat_id), Number(message_id)))
        return hits ? true : { error_code: 400, description: "Bad Request: message to delete not found" };
  },
};

async function answer(request, body) {
  if (request.url.startsWith("/file/")) {
    const name = request.url.split("/").pop();
    return request.method === "PUT" ? files.set(name, body) && "{}" : files.get(name);
  }
  const [, token, method] = request.url.match(/^\/bot([^/]+)\/(\w+)/) ?? [];
  if (instead[method]) {
    const result = await instead[method](JSON.parse(body.toString() || "{}"), token);
    return JSON.stringify(result.error_code ? { ok: false, ...result } : { ok: true, result });
  }
  const headers = { "content-type": request.headers["content-type"] ?? "application/json" };
  const reply = await fetch(`http://127.0.0.1:${inner}${request.url}`, { method: request.method, headers, body });
  return reply.text();
}

createServer((request, response) => {
  const chunks = [];
  request.on("data", (chunk) => chunks.push(chunk));
  request.on("end", async () => response.end(await answer(request, Buffer.concat(chunks))));
}).listen(Number(port), "127.0.0.1", async () => {
  await server.start();
  console.log("ready");
});
process.stdin.resume().on("end", () => process.exit(0));
