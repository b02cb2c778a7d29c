// Node's own HTTP/2 as an APNs of the simplest kind. The first eight digits of the token choose the answer.
import { createSecureServer, constants } from 'node:http2';
import { readFileSync } from 'node:fs';

const [port, key, cert] = process.argv.slice(2);
const server = createSecureServer({
  key: readFileSync(key),
  cert: readFileSync(cert),
  settings: { maxConcurrentStreams: 200, initialWindowSize: 65535 },
});

server.on('sessionError', () => {});
server.on('stream', (stream, headers) => {
  stream.on('error', () => {});
  const chunks = [];
  stream.on('data', (chunk) => chunks.push(chunk));
  stream.on('end', () => answer(stream, headers, Buffer.concat(chunks)));
});

function answer(stream, headers, body) {
  if (stream.destroyed) return;
  const id = { 'apns-id': headers['apns-id'] };
  const refuse = (status, reason, more) => {
    stream.respond({ ':status': status, ...id });
    stream.end(JSON.stringify({ reason, ...more }));
  };
  const known = headers[':method'] === 'POST' && headers['apns-topic'] === 'com.example.app' && body.length > 0;
  if (!known) return refuse(400, 'BadTopic');
  switch (headers[':path'].slice('/3/device/'.length, '/3/device/'.length + 8)) {
    case 'dead0000': return refuse(410, 'Unregistered', { timestamp: 1700000000123 });
    case '11110000': return stream.close(constants.NGHTTP2_REFUSED_STREAM);
    case '22220000': return stream.close(constants.NGHTTP2_INTERNAL_ERROR);
    case '33330000': // Never answered; everything before it was.
      return stream.session.goaway(constants.NGHTTP2_NO_ERROR, stream.id - 2, Buffer.from('{"reason":"Shutdown"}'));
    case '44440000':
      stream.additionalHeaders({ ':status': 103 });
      stream.respond({ ':status': 200, ...id }, { waitForTrailers: true });
      stream.on('wantTrailers', () => stream.sendTrailers({ checksum: 'x' }));
      return stream.end('body');
    default:
      stream.respond({ ':status': 200, ...id, 'apns-unique-id': 'node' }, { endStream: true });
  }
}

server.listen(Number(port), '127.0.0.1');
