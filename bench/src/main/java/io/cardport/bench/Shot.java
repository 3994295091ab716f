package io.cardport.bench;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * One HTTP/1.1 request, ready to be written.
 *
 * @param bytes head and body
 */
record Shot(byte[] bytes) {
    static Shot post(URI url, Map<String, String> headers, byte[] body) {
        return of("POST", url, headers, body);
    }

    static Shot get(URI url, Map<String, String> headers) {
        return of("GET", url, headers, new byte[0]);
    }

    private static Shot of(String method, URI url, Map<String, String> headers, byte[] body) {
        StringBuilder head = new StringBuilder(512)
                .append(method)
                .append(' ')
                .append(url.getRawPath())
                .append(url.getRawQuery() == null ? "" : "?" + url.getRawQuery())
                .append(" HTTP/1.1\r\nHost: ")
                .append(url.getAuthority())
                .append("\r\n");
        headers.forEach(
                (name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
        if (body.length > 0) {
            head.append("Content-Type: application/json\r\n");
        }
        head.append("Content-Length: ").append(body.length).append("\r\n\r\n");
        byte[] start = head.toString().getBytes(StandardCharsets.ISO_8859_1);
        byte[] all = new byte[start.length + body.length];
        System.arraycopy(start, 0, all, 0, start.length);
        System.arraycopy(body, 0, all, start.length, body.length);
        return new Shot(all);
    }
}
