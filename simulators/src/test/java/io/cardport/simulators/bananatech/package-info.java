@org.jspecify.annotations.NullMarked
package io.cardport.simulators.bananatech;
