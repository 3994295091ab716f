@org.jspecify.annotations.NullMarked
package io.cardport.app.docs;
